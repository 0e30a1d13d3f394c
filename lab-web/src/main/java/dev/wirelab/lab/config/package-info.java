/// What a lab is started with: its configuration, and the file that holds its key.
@NullMarked
package dev.wirelab.lab.config;

import org.jspecify.annotations.NullMarked;

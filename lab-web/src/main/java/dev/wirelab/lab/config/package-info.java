/// The configuration of a lab, and the file that stores its key.
@NullMarked
package dev.wirelab.lab.config;

import org.jspecify.annotations.NullMarked;

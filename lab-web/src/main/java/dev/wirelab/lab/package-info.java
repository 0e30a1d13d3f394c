@NullMarked
package dev.wirelab.lab;

import org.jspecify.annotations.NullMarked;

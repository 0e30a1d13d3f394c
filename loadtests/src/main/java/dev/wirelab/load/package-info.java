/// The load program: its main class and its commands.
@NullMarked
package dev.wirelab.load;

import org.jspecify.annotations.NullMarked;

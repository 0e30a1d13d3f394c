/// The command line of `lab.jar`.
@NullMarked
package dev.wirelab.lab.cli;

import org.jspecify.annotations.NullMarked;

/// The command line: the entry point, the commands and their options.
@NullMarked
package dev.wirelab.load.cli;

import org.jspecify.annotations.NullMarked;

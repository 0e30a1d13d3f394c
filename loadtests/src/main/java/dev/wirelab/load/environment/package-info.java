/// The machine and the programs of a measurement.
@NullMarked
package dev.wirelab.load.environment;

import org.jspecify.annotations.NullMarked;

/// Parses the events and poll responses of a lab, leniently and fast.
@NullMarked
package dev.wirelab.load.wire;

import org.jspecify.annotations.NullMarked;

/// What the load program reads from a lab: events and poll answers, leniently and fast.
@NullMarked
package dev.wirelab.load.wire;

import org.jspecify.annotations.NullMarked;

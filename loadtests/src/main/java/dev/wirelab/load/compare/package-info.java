/// The comparison: a lab as a process, one Gatling run after the other, each a process.
@NullMarked
package dev.wirelab.load.compare;

import org.jspecify.annotations.NullMarked;

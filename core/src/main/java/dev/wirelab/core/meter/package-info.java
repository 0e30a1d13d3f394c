/// What each transport has cost since the server started: counters that only grow, and one gauge.
@NullMarked
package dev.wirelab.core.meter;

import org.jspecify.annotations.NullMarked;

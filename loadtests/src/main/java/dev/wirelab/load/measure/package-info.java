/// The ruler: the schedule, the stamp in each text, the accounts of what arrived, latencies,
/// meters.
@NullMarked
package dev.wirelab.load.measure;

import org.jspecify.annotations.NullMarked;

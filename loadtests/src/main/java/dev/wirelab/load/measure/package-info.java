/// Measuring: schedules, stamps in texts, checks of deliveries, latencies, and the meters and the
/// process of the lab.
@NullMarked
package dev.wirelab.load.measure;

import org.jspecify.annotations.NullMarked;

package dev.wirelab.load.run;

import dev.wirelab.load.plan.Timing;
import java.time.Duration;
import java.util.Optional;

/// The time in which the meters are observed on a transport whose readers poll at intervals: a
/// whole number of intervals within a steady stream. Ends without traffic would add the interval in
/// which the last messages are fetched; at 3 s and an interval of 1 s that is a third more requests
/// per message.
///
/// @param fromNanos on the monotonic clock
/// @param toNanos after it
record SteadyWindow(long fromNanos, long toNanos) {

    /// The window of a stream that begins with the warm-up and continues without a break; empty if
    /// it ends before one interval does.
    ///
    /// @param warmUpNanos when the first warm-up message is due
    static Optional<SteadyWindow> of(long warmUpNanos, Timing timing, Duration interval) {
        long start = warmUpNanos + timing.warmUp().toNanos();
        long end = start + timing.duration().toNanos();
        long from = Math.max(start, warmUpNanos + interval.toNanos());
        long intervals = Math.floorDiv(end - from, interval.toNanos());
        return intervals < 1
                ? Optional.empty()
                : Optional.of(new SteadyWindow(from, from + intervals * interval.toNanos()));
    }
}

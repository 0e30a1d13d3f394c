package dev.wirelab.load.run;

import dev.wirelab.load.plan.Timing;
import java.time.Duration;
import java.util.Optional;

/// When the meters are watched on a wire whose readers come at intervals: a whole number of
/// intervals, with messages under way at both ends, as they always are in a steady stream. Quiet
/// ends would have one interval too many, the one in which the last messages are still fetched; at
/// 3 s and an interval of 1 s that is a third more requests for each message.
///
/// @param fromNanos on the monotonic clock
/// @param toNanos after it
record SteadyTime(long fromNanos, long toNanos) {

    /// That of a stream that begins with the warm-up and goes on without a break; nothing if it is
    /// over before one interval is.
    ///
    /// @param warmUpNanos when the first warm-up message is due
    static Optional<SteadyTime> of(long warmUpNanos, Timing timing, Duration interval) {
        long start = warmUpNanos + timing.warmUp().toNanos();
        long end = start + timing.duration().toNanos();
        long from = Math.max(start, warmUpNanos + interval.toNanos());
        long intervals = Math.floorDiv(end - from, interval.toNanos());
        return intervals < 1
                ? Optional.empty()
                : Optional.of(new SteadyTime(from, from + intervals * interval.toNanos()));
    }
}

package dev.wirelab.load.theory;

import java.time.Duration;

/// What a prediction is for: the workload as the model sees it, and the two times that it cannot
/// know and takes from elsewhere.
///
/// @param readers how many read each message, from 1
/// @param rate messages a second, above 0
/// @param pollInterval from one short poll of a reader to its next
/// @param transitMicros one way between client and lab: half the median acknowledgement of the same
///   row, which is a round trip of the publisher's
/// @param fanOutMicros from the first to the last reader of one message: what the lab takes to hand
///   it to all of them, readers × its CPU time a delivery
public record Conditions(
        int readers,
        double rate,
        Duration pollInterval,
        double transitMicros,
        double fanOutMicros) {
    /// @throws IllegalArgumentException if one is out of its range
    public Conditions {
        if (readers < 1
                || !(rate > 0)
                || pollInterval.isNegative()
                || pollInterval.isZero()
                || !(transitMicros >= 0)
                || !(fanOutMicros >= 0)) {
            throw new IllegalArgumentException("no conditions of a run");
        }
    }

    double intervalMicros() {
        return pollInterval.toNanos() / 1e3;
    }

    double intervalSeconds() {
        return pollInterval.toNanos() / 1e9;
    }
}

package dev.wirelab.load.theory;

import dev.wirelab.load.stats.Interval;
import java.util.Optional;
import java.util.function.DoubleFunction;

/// What the model says of one row: each value with the bounds between which it may be.
///
/// @param latency delivery latency in microseconds by quantile (0 to 1)
/// @param roundTrip the same from a question to its answer
/// @param traffic what a delivered message moves; nothing where there is no model of it
public record Prediction(
        DoubleFunction<Interval> latency,
        DoubleFunction<Interval> roundTrip,
        Optional<Traffic> traffic) {

    /// What passes the lab's sockets, each for a delivered message, or, where nothing is said, for
    /// a connection in a second.
    ///
    /// @param bytesUp TCP payload from the clients
    /// @param bytesDown TCP payload to the clients
    /// @param requests HTTP requests
    public record Traffic(Interval bytesUp, Interval bytesDown, Interval requests) {}
}

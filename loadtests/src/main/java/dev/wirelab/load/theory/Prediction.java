package dev.wirelab.load.theory;

import dev.wirelab.load.stats.Interval;
import java.util.Optional;
import java.util.function.DoubleFunction;

/// The prediction for one row: each value with its lower and upper bound.
///
/// @param latency delivery latency in microseconds by quantile (0 to 1)
/// @param roundTrip the same from a request to its answer
/// @param traffic the traffic per delivered message; empty where there is no model of it
public record Prediction(
        DoubleFunction<Interval> latency,
        DoubleFunction<Interval> roundTrip,
        Optional<Traffic> traffic) {
    /// Traffic at the lab's sockets: per delivered message, or, in an idle workload, per connection
    /// and second.
    ///
    /// @param bytesUp TCP payload from the clients
    /// @param bytesDown TCP payload to the clients
    /// @param requests HTTP requests
    public record Traffic(Interval bytesUp, Interval bytesDown, Interval requests) {
        /// No traffic at all.
        static final Traffic NONE = new Traffic(Interval.ZERO, Interval.ZERO, Interval.ZERO);

        /// The same in records of TLS.
        ///
        /// @param up records from the clients
        /// @param down records to the clients
        Traffic inRecords(Interval up, Interval down) {
            return new Traffic(
                    bytesUp.plus(up.times(TlsRecords.FROM_CLIENT)),
                    bytesDown.plus(down.times(TlsRecords.FROM_SERVER)),
                    requests);
        }
    }
}

package dev.wirelab.load.theory;

import dev.wirelab.load.stats.Interval;

/// The model of idle connections: the traffic of each of them per second.
///
/// @param load the workload
/// @param windowMicros how long the lab's meters were observed
/// @param heads sizes of the HTTP heads
/// @param tls whether everything is in records of TLS
public record IdleModel(OfferedLoad load, double windowMicros, HttpHeadSizes heads, boolean tls) {
    /// Empty polls, one every so many microseconds.
    Prediction.Traffic emptyPolls(double periodMicros) {
        double seconds = periodMicros / 1e6;
        return periodic(
                seconds,
                seconds,
                heads.pollRequest(),
                heads.pollResponse() + MessageSizes.emptyPollBody(),
                1);
    }

    /// Traffic that recurs on each connection. It may occur once more or less in the window than
    /// the period says.
    ///
    /// @param periodSeconds from one time to the next
    /// @param latestSeconds the longest time from one time to the next
    /// @param up bytes from the client each time
    /// @param down bytes to the client each time
    /// @param requests HTTP requests each time
    Prediction.Traffic periodic(
            double periodSeconds, double latestSeconds, double up, double down, double requests) {
        double seconds = windowMicros / 1e6;
        double times = seconds / periodSeconds;
        Interval rate =
                new Interval(
                        1 / periodSeconds,
                        Math.min(Math.floor(times) / seconds, 1 / latestSeconds),
                        Math.ceil(times) / seconds);
        return new Prediction.Traffic(
                rate.times(inRecord(up, TlsRecords.FROM_CLIENT)),
                rate.times(inRecord(down, TlsRecords.FROM_SERVER)),
                rate.times(requests));
    }

    private double inRecord(double bytes, int overhead) {
        return bytes > 0 && tls ? bytes + overhead : bytes;
    }
}

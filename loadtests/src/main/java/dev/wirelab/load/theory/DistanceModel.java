package dev.wirelab.load.theory;

import dev.wirelab.load.stats.Interval;

/// The delivery latency that a link alone causes, without any measurement: by propagation, by the
/// rate that all readers share, and by the round trips of a transport. Times are in microseconds.
///
/// @param load the workload
/// @param upMicros the propagation delay to the lab
/// @param downMicros the propagation delay from the lab
/// @param jitterMicros the largest deviation of both together
/// @param eventMicros how long the link takes to send one event to one reader; 0: it is not limited
/// @param lossy whether packets are lost
/// @param fresh whether each request opens a connection of its own
public record DistanceModel(
        OfferedLoad load,
        double upMicros,
        double downMicros,
        double jitterMicros,
        double eventMicros,
        boolean lossy,
        boolean fresh) {
    /// The tolerance for the programs themselves on a busy machine, in addition to a tenth.
    private static final double PROGRAMS = 5_000;

    private static final double SHARE = 0.1;

    /// The least time until TCP sends again what was not acknowledged (Linux), beside a round trip.
    private static final double RETRANSMISSION = 200_000;

    private static final double TAIL = 0.9;

    /// How a message gets from the lab to a reader.
    public enum Way {
        /// The lab sends it at once.
        PUSH,
        /// The lab has the reader's request, except between an answer and the next request.
        HELD_REQUEST,
        /// The reader asks at an interval.
        SCHEDULED_REQUEST
    }

    /// One round trip.
    public double roundTripMicros() {
        return upMicros + downMicros;
    }

    /// A TCP handshake before the first request of a connection; TLS 1.3 takes another round trip.
    public double handshakeMicros() {
        return roundTripMicros();
    }

    /// How long a burst of so many bytes takes on a fresh connection, if every window arrives
    /// before the next is sent: slow start with ten segments (RFC 6928), doubled each round trip.
    public double slowStartMicros(double bytes) {
        double window = 10 * 1_448;
        double left = bytes - window;
        double time = downMicros;
        while (left > 0) {
            window *= 2;
            left -= window;
            time += roundTripMicros();
        }
        return time;
    }

    /// How many messages out of those to a reader find no request of it at the lab: none if they
    /// are further apart than a round trip; all if they are closer.
    double missed() {
        double burst = (load.burstSize() - 1.0) / load.burstSize();
        return load.messagesPerMicro() * roundTripMicros() > 1 ? 1 : burst;
    }

    /// The delivery latency at a quantile (0 to 1).
    public Interval latency(Way way, double quantile) {
        double published = upMicros + (fresh && way != Way.PUSH ? handshakeMicros() : 0);
        double shared = quantile * load.largestGroup() * load.burstSize() * eventMicros;
        double base = published + downMicros + shared;
        double waited = waited(way, quantile);
        double least = published + downMicros - jitterMicros;
        double low = Math.max(0, least + waited * (1 - SHARE)) * (1 - SHARE / 2);
        double high = (base + waited + jitterMicros) * (1 + SHARE) + PROGRAMS;
        if (lossy && quantile > TAIL) {
            high += 2 * (roundTripMicros() + RETRANSMISSION);
        }
        double estimate = base + waited;
        return new Interval(estimate, Math.min(low, estimate), Math.max(high, estimate));
    }

    private double waited(Way way, double quantile) {
        return switch (way) {
            case PUSH -> 0;
            case HELD_REQUEST -> {
                double missed = missed();
                double within = missed == 0 ? 0 : (quantile - (1 - missed)) / missed;
                yield Math.max(0, within) * roundTripMicros();
            }
            case SCHEDULED_REQUEST -> quantile * Math.max(load.intervalMicros(), roundTripMicros());
        };
    }
}

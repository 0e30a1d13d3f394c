package dev.wirelab.load.theory;

import dev.wirelab.load.stats.Interval;
import java.util.Optional;

/// The model of connections that wait: what each of them moves in a second. WebSockets are pinged
/// every 25 s (rule of docs/protocol.md), long polls are answered empty when their time is over,
/// short polls go on, and on TCP nothing passes but what the kernel says.
public final class Quiet {
    /// From one ping of a WebSocket to the next.
    public static final int PING_SECONDS = 25;

    /// How much longer it may be: the lab looks once a second whether a pong has come, and whether
    /// it is time.
    private static final int LOOK_SECONDS = 2;

    private Quiet() {}

    /// The prediction for a transport; nothing for one that there is no model of.
    ///
    /// @param windowMicros how long the lab's meters were watched
    public static Optional<Prediction.Traffic> of(
            String transport, Demand demand, double windowMicros, HttpHeads heads) {
        double seconds = windowMicros / 1e6;
        double answer = heads.pollResponse() + Units.empty();
        return switch (transport) {
            case "websocket" -> {
                Interval pings = every(PING_SECONDS, PING_SECONDS + LOOK_SECONDS, seconds);
                yield Optional.of(
                        new Prediction.Traffic(
                                times(pings, Frames.PONG),
                                times(pings, Frames.PING),
                                times(pings, 0)));
            }
            case "tcp" -> {
                Interval none = new Interval(0, 0, 0);
                yield Optional.of(new Prediction.Traffic(none, none, none));
            }
            case "long-poll" ->
                    Optional.of(polls(every(demand.holdMicros() / 1e6, seconds), heads, answer));
            case "short-poll" ->
                    Optional.of(
                            polls(every(demand.intervalMicros() / 1e6, seconds), heads, answer));
            default -> Optional.empty();
        };
    }

    private static Prediction.Traffic polls(Interval polls, HttpHeads heads, double answer) {
        return new Prediction.Traffic(
                times(polls, heads.pollRequest()), times(polls, answer), polls);
    }

    private static Interval every(double period, double seconds) {
        return every(period, period, seconds);
    }

    /// How often a second something happens that happens every so many seconds, if it may happen at
    /// most once more or less in the time that is watched.
    ///
    /// @param latest how long it may take instead of `period`
    private static Interval every(double period, double latest, double seconds) {
        double times = seconds / period;
        return new Interval(
                1 / period,
                Math.min(Math.floor(times) / seconds, 1 / latest),
                Math.ceil(times) / seconds);
    }

    private static Interval times(Interval one, double factor) {
        return new Interval(one.estimate() * factor, one.low() * factor, one.high() * factor);
    }
}

package dev.wirelab.load.theory;

import dev.wirelab.load.stats.Interval;
import java.util.Optional;
import java.util.function.DoubleFunction;

/// The model of each transport under the fan-out workload.
///
/// **Latency.** A message is due at the publisher, so every wire begins with one transit to the
/// lab. Then: push takes one more. Long polling takes one, or up to three when the message comes
/// while the reader's answer is on its way and its next poll on its way back (RFC 6202 §2.2): with
/// `d` a transit, a message that finds no poll waits up to `2d`. Short polling waits until the next
/// poll, uniformly from 0 to the interval, if the polls know nothing of the messages. On each wire
/// the lab hands a message to its readers one after the other, which spreads them over the fan-out
/// time.
///
/// **Bytes.** Events and commands by the codecs' own sizes; a WebSocket frame's header after RFC
/// 6455 §5.2; a line's end on TCP; HTTP heads as measured. The publisher's commands and answers are
/// shared by all readers. Heartbeats are left out: one in 25 s.
public final class Theory {
    private static final int LINE_END = 1;
    private static final int COMMA = 1;

    private final Conditions conditions;
    private final Units units;
    private final HttpHeads heads;

    /// A model for these.
    public Theory(Conditions conditions, Units units, HttpHeads heads) {
        this.conditions = conditions;
        this.units = units;
        this.heads = heads;
    }

    /// The prediction for a transport, by its id; nothing for one that there is no model of.
    public Optional<Prediction> of(String transport) {
        return switch (transport) {
            case "websocket" -> Optional.of(websocket());
            case "tcp" -> Optional.of(tcp());
            case "long-poll" -> Optional.of(longPoll());
            case "short-poll" -> Optional.of(shortPoll());
            default -> Optional.empty();
        };
    }

    private Prediction websocket() {
        return new Prediction(
                this::pushed,
                shared(Frames.fromClient(units.command())),
                Frames.fromServer(units.event()) + shared(Frames.fromServer(units.ok())),
                0);
    }

    private Prediction tcp() {
        return new Prediction(
                this::pushed,
                shared(units.command() + LINE_END),
                units.event() + LINE_END + shared(units.ok() + LINE_END),
                0);
    }

    private Prediction longPoll() {
        return polled(this::heldBack, 1 / together());
    }

    private Prediction shortPoll() {
        return polled(this::fetched, 1 / (conditions.rate() * conditions.intervalSeconds()));
    }

    /// @param polls for each delivered message; below 1 when an answer brings several
    private Prediction polled(DoubleFunction<Interval> latency, double polls) {
        double filled = Math.min(1, polls);
        return new Prediction(
                latency,
                polls * heads.pollRequest() + shared(heads.postRequest() + units.command()),
                polls * (heads.pollResponse() + units.emptyPoll())
                        + units.event()
                        + (1 - filled) * COMMA
                        + shared(heads.postResponse() + units.postedOk()),
                polls + shared(1));
    }

    /// How many messages one answer to a long poll brings: those that came while none waited.
    private double together() {
        return Math.max(1, conditions.rate() * 2 * conditions.transitMicros() / 1e6);
    }

    private Interval pushed(double quantile) {
        double least = 2 * conditions.transitMicros();
        return new Interval(
                least + quantile * conditions.fanOutMicros(),
                least,
                least + conditions.fanOutMicros());
    }

    private Interval heldBack(double quantile) {
        Interval pushed = pushed(quantile);
        double gap = 2 * conditions.transitMicros();
        double waits = together() > 1 ? quantile * gap : 0;
        return new Interval(pushed.estimate() + waits, pushed.low(), pushed.high() + gap);
    }

    private Interval fetched(double quantile) {
        double least = 2 * conditions.transitMicros() + quantile * conditions.intervalMicros();
        return new Interval(least, least, least + conditions.fanOutMicros());
    }

    private double shared(double bytesOfOneMessage) {
        return bytesOfOneMessage / conditions.readers();
    }
}

package dev.wirelab.load.theory;

import dev.wirelab.load.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/// The model of a workload on each transport. docs/measuring.md tells it in prose.
///
/// **Latency.** A message goes to the lab and from there to its reader: that is as long as the way
/// of its `ok`, which is measured. Then: the lab hands what is due at one moment to all its readers
/// one by one. On long polling a message that comes while its reader's answer is on its way and the
/// next poll on its way back waits for that (RFC 6202 §2.2). On short polling it waits for its
/// reader's next poll, and whoever was away fetches what was due when it comes back.
///
/// **Bytes.** Events and commands by the codecs' own sizes; a WebSocket frame's header after RFC
/// 6455 §5.2; a line's end on TCP; HTTP heads as measured. The speakers' commands and answers are
/// shared by all deliveries. Heartbeats are left out: one in 25 s.
public final class Theory {
    private static final int LINE_END = 1;
    private static final int COMMA = 1;
    private static final double TAIL = 0.99;

    private final Demand demand;
    private final Observed observed;
    private final Units units;
    private final HttpHeads heads;

    /// A model for these.
    public Theory(Demand demand, Observed observed, Units units, HttpHeads heads) {
        this.demand = demand;
        this.observed = observed;
        this.units = units;
        this.heads = heads;
    }

    /// The prediction for a transport, by its id; nothing for one that there is no model of.
    public Optional<Prediction> of(String transport) {
        return switch (transport) {
            case "websocket" -> Optional.of(prediction(0, 0, websocket()));
            case "tcp" -> Optional.of(prediction(0, 0, tcp()));
            case "long-poll" -> Optional.of(prediction(0, observed.gapMicros(), longPoll()));
            case "short-poll" -> Optional.of(prediction(demand.intervalMicros(), 0, shortPoll()));
            default -> Optional.empty();
        };
    }

    /// @param interval from one poll to the next; 0: nobody polls, or the lab holds the poll
    /// @param gap how long a message may have to wait for a long poll
    private Prediction prediction(double interval, double gap, Prediction.Traffic traffic) {
        double away = demand.awayMicros();
        double longest = away + observed.reconnectMicros();
        Waiting least = waiting(interval, away);
        Waiting most = waiting(interval, longest);
        double missed = demand.cutsMicros().isEmpty() ? 0 : demand.perReaderMicro() * longest;
        double fanOut =
                observed.cpuMicros() * demand.largestGroup() * demand.atOnce() * (1 + missed);
        double grid = interval / demand.readers();
        DoubleFunction<Interval> latency =
                quantile ->
                        latency(quantile, least.at(quantile), most.at(quantile), fanOut, gap, grid);
        return new Prediction(
                latency,
                quantile -> roundTrip(latency, quantile, interval),
                // What a connection costs that comes back is not in the model.
                demand.cutsMicros().isEmpty() ? Optional.of(traffic) : Optional.empty());
    }

    private Waiting waiting(double interval, double away) {
        List<Double> cuts = demand.cutsMicros();
        return Waiting.of(demand.durationMicros(), interval, cuts, away);
    }

    private Interval latency(
            double quantile, double least, double most, double fanOut, double gap, double grid) {
        double waited = (least + most) / 2;
        // Of two times that do not know of each other, the larger one is at its quantile when the
        // sum is, and the other one anywhere.
        double rest = waited > roundTrip(quantile) + fanOut ? 0.5 : quantile;
        double held = meetsNoPoll(gap) ? rest * gap : 0;
        return around(
                waited + roundTrip(rest) + rest * fanOut + held,
                least - grid + roundTrip(0),
                most + grid + roundTrip(quantile) + fanOut + gap);
    }

    /// Whether messages come while the reader's next poll is on its way.
    private boolean meetsNoPoll(double gap) {
        return gap > 0 && (demand.atOnce() > 1 || demand.perReaderMicro() * gap > 1);
    }

    /// A question's delivery and its answer's, one after the other.
    private Interval roundTrip(DoubleFunction<Interval> latency, double quantile, double interval) {
        Interval one = latency.apply(quantile);
        Interval other = latency.apply(0.5);
        if (interval == 0) {
            return around(one.estimate() + other.estimate(), 2 * roundTrip(0), 2 * one.high());
        }
        // The sum of two uniform waits has a triangle for its density.
        double waited =
                quantile <= 0.5
                        ? interval * Math.sqrt(2 * quantile)
                        : interval * (2 - Math.sqrt(2 * (1 - quantile)));
        double grid = 2 * interval / demand.readers();
        double rest = 2 * (one.high() - quantile * interval);
        return around(waited + 2 * roundTrip(0.5), waited - grid + 2 * roundTrip(0), waited + rest);
    }

    private Prediction.Traffic websocket() {
        double up = share(Frames.fromClient(units.command()));
        double down = Frames.fromServer(units.event()) + share(Frames.fromServer(units.ok()));
        // Several events may share a frame, with a line's end between them.
        double together = down - (Frames.fromServer(units.event()) - units.event() - LINE_END);
        return new Prediction.Traffic(
                digits(up, up, up, share(1)),
                digits(together, demand.atOnce() > 1 ? together : down, down, 1 + share(1)),
                none());
    }

    private Prediction.Traffic tcp() {
        double up = share(units.command() + LINE_END);
        double down = units.event() + LINE_END + share(units.ok() + LINE_END);
        return new Prediction.Traffic(
                digits(up, up, up, share(1)), digits(down, down, down, 1 + share(1)), none());
    }

    private Prediction.Traffic longPoll() {
        double fanOut = observed.cpuMicros() * demand.largestGroup() * demand.atOnce();
        double usual = together(observed.gapMicros(), fanOut);
        double most = Math.max(usual, together(roundTrip(TAIL), 0));
        return polled(1 / most, 1 / usual, 1);
    }

    /// How many messages one answer brings: those that came while none waited.
    ///
    /// @param gap how long that is
    /// @param fanOut how long messages that are due at once take to be handed out
    private double together(double gap, double fanOut) {
        double atOnce = demand.atOnce() / Math.min(demand.atOnce(), 1 + fanOut / gap);
        return Math.max(atOnce, demand.perReaderMicro() * gap);
    }

    private Prediction.Traffic shortPoll() {
        double polls =
                demand.readers()
                        * observed.windowMicros()
                        / demand.intervalMicros()
                        / observed.deliveries();
        return polled(polls, polls, polls);
    }

    /// @param usual how many polls a delivered message takes; below 1 when an answer brings several
    private Prediction.Traffic polled(double least, double usual, double most) {
        return new Prediction.Traffic(
                digits(up(least), up(usual), up(most), most),
                digits(down(least), down(usual), down(most), 1 + most),
                around(usual + share(1), least + share(1), most + share(1)));
    }

    private double up(double polls) {
        return polls * heads.pollRequest() + share(heads.postRequest() + units.command());
    }

    private double down(double polls) {
        double commas = Math.max(0, 1 - polls) * COMMA;
        return polls * (heads.pollResponse() + units.emptyPoll())
                + units.event()
                + commas
                + share(heads.postResponse() + units.ok());
    }

    /// A value and its bounds, which places with more or fewer digits move.
    ///
    /// @param places how many places are told in it
    private static Interval digits(double low, double estimate, double high, double places) {
        double more = Units.DIGITS * places;
        return around(estimate, low - more, high + more);
    }

    private static Interval none() {
        return new Interval(0, 0, 0);
    }

    private static Interval around(double estimate, double low, double high) {
        return new Interval(
                estimate, Math.min(Math.max(0, low), estimate), Math.max(high, estimate));
    }

    private double roundTrip(double quantile) {
        return observed.roundTripMicros().applyAsDouble(quantile);
    }

    private double share(double ofOneMessage) {
        return ofOneMessage * demand.share();
    }
}

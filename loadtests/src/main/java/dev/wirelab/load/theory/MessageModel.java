package dev.wirelab.load.theory;

import dev.wirelab.load.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/// The formulas that the models of all transports share. docs/measuring-reference.md explains them.
///
/// **Latency.** A message is sent to the lab and from there to its reader, which takes as long as
/// the measured round trip of its `ok`. The lab then writes what is due at one moment to one reader
/// after the other. On long polling a message that arrives between a response and the reader's next
/// poll waits for that poll (RFC 6202 §2.2). On short polling it waits for the next poll. A reader
/// that was disconnected receives what it missed when it reconnects.
///
/// **Bytes.** Events and commands as the codecs write them, framing by the transport's
/// specification, HTTP heads as measured. The bytes of commands and their answers are shared by all
/// deliveries. Heartbeats are left out: there is one in 25 s.
public final class MessageModel {
    private static final double TAIL = 0.99;

    private final OfferedLoad load;
    private final MeasuredInputs measured;
    private final MessageSizes sizes;
    private final HttpHeadSizes heads;

    /// @param measured inputs from the same row
    public MessageModel(
            OfferedLoad load, MeasuredInputs measured, MessageSizes sizes, HttpHeadSizes heads) {
        this.load = load;
        this.measured = measured;
        this.sizes = sizes;
        this.heads = heads;
    }

    /// The prediction for a transport that pushes.
    Prediction push(Prediction.Traffic traffic) {
        return prediction(0, 0, traffic);
    }

    /// The prediction for a transport whose readers have a request at the lab except between a
    /// response and the next request.
    Prediction heldRequests() {
        double fanOut = measured.cpuMicros() * load.largestGroup() * load.burstSize();
        double usual = eventsPerResponse(measured.gapMicros(), fanOut);
        double most = Math.max(usual, eventsPerResponse(roundTrip(TAIL), 0));
        return prediction(0, measured.gapMicros(), polled(1 / most, 1 / usual, 1));
    }

    /// The prediction for a transport whose readers poll at the workload's interval.
    Prediction scheduledPolls() {
        double polls =
                load.readers()
                        * measured.windowMicros()
                        / load.intervalMicros()
                        / measured.deliveries();
        return prediction(load.intervalMicros(), 0, withEdges(polled(polls, polls, polls), polls));
    }

    /// Traffic that is read within a stream: of one poll, only a part may have been counted then.
    private Prediction.Traffic withEdges(Prediction.Traffic traffic, double polls) {
        double share = 1 / measured.deliveries();
        return new Prediction.Traffic(
                widened(traffic.bytesUp(), heads.pollRequest() * share),
                widened(traffic.bytesDown(), polledDown(polls) / polls * share),
                widened(traffic.requests(), share));
    }

    private static Interval widened(Interval interval, double by) {
        return around(interval.estimate(), interval.low() - by, interval.high() + by);
    }

    /// @param interval from one poll to the next; 0: nobody polls, or the lab holds the poll
    /// @param gap how long a message may have to wait for a held poll
    private Prediction prediction(double interval, double gap, Prediction.Traffic traffic) {
        double away = load.awayMicros();
        double longest = away + measured.reconnectMicros();
        WaitDistribution least = waits(interval, away);
        WaitDistribution most = load.cutsMicros().isEmpty() ? least : waits(interval, longest);
        double missed = load.cutsMicros().isEmpty() ? 0 : load.messagesPerMicro() * longest;
        double fanOut =
                measured.cpuMicros() * load.largestGroup() * load.burstSize() * (1 + missed);
        double grid = interval / load.readers();
        DoubleFunction<Interval> latency =
                quantile ->
                        latency(quantile, least.at(quantile), most.at(quantile), fanOut, gap, grid);
        return new Prediction(
                latency,
                quantile -> roundTrip(latency, quantile, interval),
                // The model does not cover the cost of reconnecting.
                load.cutsMicros().isEmpty() ? Optional.of(traffic) : Optional.empty());
    }

    private WaitDistribution waits(double interval, double away) {
        List<Double> cuts = load.cutsMicros();
        return WaitDistribution.of(load.durationMicros(), interval, cuts, away);
    }

    private Interval latency(
            double quantile, double least, double most, double fanOut, double gap, double grid) {
        double waited = (least + most) / 2;
        // Of two independent times, the larger one is at its quantile when the sum is, and the
        // other one anywhere.
        double rest = waited > roundTrip(quantile) + fanOut ? 0.5 : quantile;
        double held = missesPolls(gap) ? rest * gap : 0;
        return around(
                waited + roundTrip(rest) + rest * fanOut + held,
                least - grid + roundTrip(0),
                most + grid + roundTrip(quantile) + fanOut + gap);
    }

    /// Whether messages arrive while the reader's next poll is on its way.
    private boolean missesPolls(double gap) {
        return gap > 0 && (load.burstSize() > 1 || load.messagesPerMicro() * gap > 1);
    }

    /// The delivery of a request and that of its answer, one after the other.
    private Interval roundTrip(DoubleFunction<Interval> latency, double quantile, double interval) {
        Interval one = latency.apply(quantile);
        Interval other = latency.apply(0.5);
        if (interval == 0) {
            return around(one.estimate() + other.estimate(), 2 * roundTrip(0), 2 * one.high());
        }
        // The density of the sum of two uniform waits is a triangle.
        double waited =
                quantile <= 0.5
                        ? interval * Math.sqrt(2 * quantile)
                        : interval * (2 - Math.sqrt(2 * (1 - quantile)));
        double grid = 2 * interval / load.readers();
        double rest = 2 * (one.high() - quantile * interval);
        return around(waited + 2 * roundTrip(0.5), waited - grid + 2 * roundTrip(0), waited + rest);
    }

    /// How many messages one response carries: those that arrived while there was no request.
    ///
    /// @param gap how long that is
    /// @param fanOut how long the lab takes to write messages that are due at once
    private double eventsPerResponse(double gap, double fanOut) {
        double burst = load.burstSize() / Math.min(load.burstSize(), 1 + fanOut / gap);
        return Math.max(burst, load.messagesPerMicro() * gap);
    }

    /// @param usual polls per delivered message; below 1 when a response carries several
    private Prediction.Traffic polled(double least, double usual, double most) {
        return new Prediction.Traffic(
                withDigits(polledUp(least), polledUp(usual), polledUp(most), most),
                withDigits(polledDown(least), polledDown(usual), polledDown(most), 1 + most),
                around(usual + perDelivery(1), least + perDelivery(1), most + perDelivery(1)));
    }

    private double polledUp(double polls) {
        return polls * heads.pollRequest() + perDelivery(heads.postRequest() + sizes.command());
    }

    private double polledDown(double polls) {
        double commas = Math.max(0, 1 - polls);
        return polls * (heads.pollResponse() + sizes.emptyPoll())
                + sizes.event()
                + commas
                + perDelivery(heads.postResponse() + sizes.ok());
    }

    OfferedLoad load() {
        return load;
    }

    MessageSizes sizes() {
        return sizes;
    }

    HttpHeadSizes heads() {
        return heads;
    }

    /// The share of one delivery in something that occurs once per published message.
    double perDelivery(double perMessage) {
        return perMessage * load.messagesPerDelivery();
    }

    /// A number of bytes with bounds that allow for cursors with more or fewer digits.
    ///
    /// @param cursors how many cursors are in it
    static Interval withDigits(double low, double estimate, double high, double cursors) {
        double digits = MessageSizes.DIGITS * cursors;
        return around(estimate, low - digits, high + digits);
    }

    private static Interval around(double estimate, double low, double high) {
        return new Interval(
                estimate, Math.min(Math.max(0, low), estimate), Math.max(high, estimate));
    }

    private double roundTrip(double quantile) {
        return measured.roundTripMicros().applyAsDouble(quantile);
    }
}

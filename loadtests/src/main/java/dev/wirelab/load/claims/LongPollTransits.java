package dev.wirelab.load.claims;

import dev.wirelab.load.claims.MessagePairs.SecondMessage;
import dev.wirelab.load.client.ClientSession;
import dev.wirelab.load.client.EventClient;
import dev.wirelab.load.client.MessageReader;
import dev.wirelab.load.client.PollingClient;
import dev.wirelab.load.client.WebSocketClient;
import dev.wirelab.load.link.DelayProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The latency of a message that is published while the answer of a long poll, or the next poll, is
/// in transit.
///
/// The reader is behind an emulated one-way delay. Of two messages the second one is measured: the
/// sooner it follows the first, the more of the first one's answer and of the next poll it has to
/// wait for. A WebSocket behind the same delay shows what one transit takes.
final class LongPollTransits {
    static final Claim CLAIM =
            new Claim(
                    "long-poll-transits",
                    Duration.ofSeconds(12),
                    context -> experiment(context, Duration.ofMillis(80), 3));

    /// Between the two messages, in transits. The first is not quite zero: messages published at
    /// the same time would share an answer.
    private static final List<Double> GAPS = List.of(0.05, 0.5, 1.0, 1.5, 2.5);

    /// In transits: how far a measurement may be off the model, and the largest gap that counts as
    /// the worst case.
    private static final double TOLERANCE = 0.3;

    private LongPollTransits() {}

    /// @param transit the emulated one-way delay
    /// @param pairs of messages for each gap
    static Finding experiment(ExperimentContext context, Duration transit, int pairs)
            throws IOException, InterruptedException {
        try (DelayProxy link = new DelayProxy(context.http(), transit)) {
            ClientSession session = context.session();
            context.phase("WebSocket with a one-way delay of %d ms".formatted(transit.toMillis()));
            EventClient socket = new WebSocketClient(link.address(), session);
            List<List<SecondMessage>> pushed =
                    measure(context, session, socket, transit, List.of(2.5, 0.05), pairs);
            context.phase("long polling with the same delay");
            EventClient poll = PollingClient.longPolling(link.address(), session);
            List<List<SecondMessage>> polled =
                    measure(context, session, poll, transit, GAPS, pairs);
            return finding(transit.toNanos() / 1e6, pairs, pushed, polled);
        }
    }

    private static List<List<SecondMessage>> measure(
            ExperimentContext context,
            ClientSession session,
            EventClient client,
            Duration transit,
            List<Double> gaps,
            int pairs)
            throws IOException, InterruptedException {
        List<List<SecondMessage>> measured = new ArrayList<>();
        try (MessageReader reader = new MessageReader(client)) {
            for (double gap : gaps) {
                measured.add(
                        new MessagePairs(context, session, reader, transit).measure(gap, pairs));
            }
        }
        return measured;
    }

    /// @param messages one for each gap
    static ClaimVerdict verdict(List<SecondMessage> messages) {
        SecondMessage closest =
                messages.stream()
                        .min(Comparator.comparingDouble(SecondMessage::gap))
                        .orElse(SecondMessage.UNKNOWN);
        if (!(closest.gap() <= TOLERANCE)) {
            return ClaimVerdict.INCONCLUSIVE;
        }
        // Noise only increases a latency: one below the worst case refutes it.
        if (closest.excess() < -TOLERANCE) {
            return ClaimVerdict.DOES_NOT_HOLD;
        }
        boolean asPredicted =
                messages.stream().allMatch(message -> Math.abs(message.excess()) <= TOLERANCE);
        boolean bestCase = messages.stream().anyMatch(message -> message.predicted() == 1);
        return asPredicted && bestCase ? ClaimVerdict.HOLDS : ClaimVerdict.INCONCLUSIVE;
    }

    private static Finding finding(
            double transit,
            int pairs,
            List<List<SecondMessage>> pushed,
            List<List<SecondMessage>> polled) {
        Measurements measured = new Measurements();
        measured.add("emulated transit", transit, "ms");
        measured.add("pairs for each gap", pairs, "pairs");
        double alone = SecondMessage.median(pushed.getFirst()).latency();
        measured.add("transit, by WebSocket", alone * transit, "ms");
        double close = SecondMessage.median(pushed.getLast()).latency();
        measured.add("WebSocket, shortest gap", close, "transits");
        List<SecondMessage> messages = polled.stream().map(SecondMessage::median).toList();
        for (int i = 0; i < GAPS.size(); i++) {
            String name = "long poll, gap of %s transits".formatted(GAPS.get(i));
            measured.add(name, messages.get(i).latency(), "transits");
            measured.add(name + ", measured gap", messages.get(i).gap(), "transits");
            measured.add(name + ", predicted", messages.get(i).predicted(), "transits");
        }
        List<SecondMessage> known =
                messages.stream().filter(it -> !Double.isNaN(it.latency())).toList();
        SecondMessage worst =
                known.stream()
                        .max(Comparator.comparingDouble(SecondMessage::latency))
                        .orElse(SecondMessage.UNKNOWN);
        double best = known.stream().mapToDouble(SecondMessage::latency).min().orElse(Double.NaN);
        double off =
                known.stream().mapToDouble(it -> Math.abs(it.excess())).max().orElse(Double.NaN);
        measured.add("worst", worst.latency(), "transits");
        measured.add("worst, in milliseconds", worst.latency() * transit, "ms");
        measured.add("worst, measured gap", worst.gap(), "transits");
        measured.add("best", best, "transits");
        measured.add("off the prediction, at most", off, "transits");
        boolean complete = polled.stream().allMatch(list -> list.size() == pairs);
        return measured.finding(CLAIM, complete ? verdict(messages) : ClaimVerdict.INCONCLUSIVE);
    }
}

package dev.wirelab.load.claims;

import dev.wirelab.load.client.ClientSession;
import dev.wirelab.load.client.MessageReader;
import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.client.Publisher;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Publishes pairs of messages to a reader behind an emulated one-way delay and measures the
/// latency of the second one.
///
/// @param session the reader's
/// @param transit the one-way delay
record MessagePairs(
        ExperimentContext context, ClientSession session, MessageReader reader, Duration transit) {
    /// Transits of silence before each pair, so that the reader is idle again.
    private static final int IDLE = 3;

    /// How many pairs may be tried for each one that is wanted.
    private static final int ATTEMPTS = 3;

    /// Measures pairs whose messages arrived separately. If both arrive together, the lab had not
    /// answered the first one when it accepted the second, so the second did not have to wait for
    /// anything; such a pair is repeated.
    ///
    /// @param gap transits between the two messages
    /// @return at most `count`
    List<SecondMessage> measure(double gap, int count) throws IOException, InterruptedException {
        List<SecondMessage> measured = new ArrayList<>();
        for (int i = 0; i < count * ATTEMPTS && measured.size() < count; i++) {
            MonotonicTime.pause(transit.multipliedBy(IDLE));
            Publisher.Sent first = context.send(session);
            MonotonicTime.sleepUntil(first.nanos() + Math.round(gap * transit.toNanos()));
            Publisher.Sent second = context.send(session);
            long arrived = reader.await(second.text());
            if (reader.await(first.text()) != arrived) {
                measured.add(
                        new SecondMessage(
                                inTransits(second.nanos() - first.nanos()),
                                inTransits(arrived - second.nanos())));
            }
        }
        return measured;
    }

    private double inTransits(long nanos) {
        return (double) nanos / transit.toNanos();
    }

    /// The second message of a pair.
    ///
    /// @param gap measured transits between the two messages; longer than requested on a busy
    ///   machine
    /// @param latency in transits
    record SecondMessage(double gap, double latency) {
        /// Not measured.
        static final SecondMessage UNKNOWN = new SecondMessage(Double.NaN, Double.NaN);

        /// The worst case of long polling by RFC 6202 §2.2, in transits: answer, next poll, answer.
        private static final double WORST = 3;

        /// The latency of long polling in transits: the rest of three transits from the first
        /// message on, but at least one.
        double predicted() {
            return Math.max(1, WORST - gap);
        }

        /// How much the measured latency exceeds the prediction. Noise only increases it.
        double excess() {
            return latency - predicted();
        }

        /// The message with the median excess.
        static SecondMessage median(List<SecondMessage> messages) {
            return messages.isEmpty()
                    ? UNKNOWN
                    : messages.stream()
                            .sorted(Comparator.comparingDouble(SecondMessage::excess))
                            .toList()
                            .get(messages.size() / 2);
        }
    }
}

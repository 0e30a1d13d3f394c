package dev.wirelab.load.measure;

import dev.wirelab.load.wire.ReceivedEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Checks and counts everything that one reader receives. Used by one thread at a time, with a
/// happens-before edge between two threads.
public final class DeliveryChecker {
    private final String runId;
    private final int textBytes;
    private final boolean binary;
    private final Map<Integer, Expected> due = new HashMap<>();
    private long strays;
    private long altered;
    private long gaps;

    /// A checker that expects nothing yet.
    ///
    /// @param runId the run whose messages are counted
    /// @param textBytes how long each text is
    /// @param binary whether they are binary content instead
    public DeliveryChecker(String runId, int textBytes, boolean binary) {
        this.runId = runId;
        this.textBytes = textBytes;
        this.binary = binary;
    }

    /// Adds the messages of a stream.
    ///
    /// @param stream the stream's number
    /// @param publisher the only user that publishes its messages
    /// @param warmUpMessages the number of warm-up messages
    /// @param messages the number of measured messages
    public void expect(int stream, String publisher, int warmUpMessages, int messages) {
        due.put(
                stream,
                new Expected(
                        publisher,
                        new SequenceChecker(warmUpMessages),
                        new SequenceChecker(messages)));
    }

    /// Takes an event.
    ///
    /// @return its stamp if it is an unaltered message of this run that arrived for the first time
    public Optional<Stamp> arrived(ReceivedEvent event) {
        return switch (event) {
            case ReceivedEvent.Message message -> message(message);
            case ReceivedEvent.Gap _ -> {
                gaps++;
                yield Optional.empty();
            }
            case ReceivedEvent.Ok _, ReceivedEvent.Failure _, ReceivedEvent.Other _ ->
                    Optional.empty();
        };
    }

    private Optional<Stamp> message(ReceivedEvent.Message message) {
        Optional<Stamp> stamp = Stamp.parse(message.text());
        if (stamp.isEmpty() || !stamp.get().runId().equals(runId)) {
            strays++;
            return Optional.empty();
        }
        Expected known = due.get(stamp.get().stream());
        boolean intact =
                known != null
                        && known.isExpected(stamp.get())
                        && message.text().equals(stamp.get().text(textBytes, binary))
                        && (message.from() == null || message.from().equals(known.publisher));
        if (known == null || !intact) {
            altered++;
            return Optional.empty();
        }
        return stamp.filter(known::isFirst);
    }

    /// The counts so far.
    public DeliveryCounts counts() {
        DeliveryCounts counts = new DeliveryCounts(0, 0, 0, 0, 0, strays, altered, gaps);
        for (Expected one : due.values()) {
            counts = counts.plus(one.counts());
        }
        return counts;
    }

    /// The expected messages of one stream.
    private record Expected(String publisher, SequenceChecker warmUp, SequenceChecker measured) {
        boolean isExpected(Stamp stamp) {
            return switch (stamp.phase()) {
                case WARM_UP -> warmUp.isExpected(stamp.sequence());
                case MEASURED -> measured.isExpected(stamp.sequence());
                case END -> true;
            };
        }

        boolean isFirst(Stamp stamp) {
            return switch (stamp.phase()) {
                case WARM_UP -> warmUp.arrived(stamp.sequence());
                case MEASURED -> measured.arrived(stamp.sequence());
                case END -> true;
            };
        }

        DeliveryCounts counts() {
            return new DeliveryCounts(
                    measured.delivered() + measured.lost(),
                    measured.delivered(),
                    measured.lost(),
                    measured.duplicated() + warmUp.duplicated(),
                    measured.outOfOrder() + warmUp.outOfOrder(),
                    0,
                    0,
                    0);
        }
    }
}

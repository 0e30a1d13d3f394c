package dev.wirelab.load.measure;

import dev.wirelab.load.wire.ReceivedEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Everything that one reader got, told apart. Used by one thread at a time, with a happens-before
/// edge between two threads.
public final class ReaderAccount {
    private final String runId;
    private final int textBytes;
    private final Map<Integer, Due> due = new HashMap<>();
    private long strays;
    private long altered;
    private long gaps;

    /// Begins an account of nothing.
    ///
    /// @param runId whose messages count
    /// @param textBytes how long each text is
    public ReaderAccount(String runId, int textBytes) {
        this.runId = runId;
        this.textBytes = textBytes;
    }

    /// Adds what is due.
    ///
    /// @param stream the stream's number
    /// @param speaker the only user who says its messages
    /// @param warmUpMessages how many are due before the measured ones
    /// @param messages how many measured ones are due
    public void expect(int stream, String speaker, int warmUpMessages, int messages) {
        due.put(
                stream,
                new Due(
                        speaker,
                        new SequenceAccount(warmUpMessages),
                        new SequenceAccount(messages)));
    }

    /// Enters an event.
    ///
    /// @return its stamp if it is a message of this run, intact, and came for the first time
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
        Due known = due.get(stamp.get().stream());
        boolean intact =
                known != null
                        && known.isExpected(stamp.get())
                        && message.text().equals(stamp.get().text(textBytes))
                        && message.from().equals(known.speaker);
        if (known == null || !intact) {
            altered++;
            return Optional.empty();
        }
        return stamp.filter(known::isFirst);
    }

    /// The account so far.
    public Tally tally() {
        Tally tally = new Tally(0, 0, 0, 0, 0, strays, altered, gaps);
        for (Due one : due.values()) {
            tally = tally.plus(one.tally());
        }
        return tally;
    }

    /// What is due of one stream.
    private record Due(String speaker, SequenceAccount warmUp, SequenceAccount measured) {
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

        Tally tally() {
            return new Tally(
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

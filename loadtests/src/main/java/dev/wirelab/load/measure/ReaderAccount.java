package dev.wirelab.load.measure;

import dev.wirelab.load.wire.ReceivedEvent;
import java.util.Optional;

/// Everything that one reader got, told apart. Used by one thread at a time, with a happens-before
/// edge between two threads.
public final class ReaderAccount {
    private final String runId;
    private final String publisher;
    private final int textBytes;
    private final SequenceAccount measured;
    private final SequenceAccount warmUp;
    private long strays;
    private long altered;
    private long gaps;

    /// Begins an account.
    ///
    /// @param runId whose messages count
    /// @param publisher the only user who says them
    /// @param textBytes how long each text is
    /// @param warmUpMessages how many are due before the measured ones
    /// @param messages how many measured ones are due
    public ReaderAccount(
            String runId, String publisher, int textBytes, int warmUpMessages, int messages) {
        this.runId = runId;
        this.publisher = publisher;
        this.textBytes = textBytes;
        this.warmUp = new SequenceAccount(warmUpMessages);
        this.measured = new SequenceAccount(messages);
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
        boolean known =
                switch (stamp.get().phase()) {
                    case WARM_UP -> warmUp.isExpected(stamp.get().sequence());
                    case MEASURED -> measured.isExpected(stamp.get().sequence());
                    case END -> true;
                };
        boolean intact = message.text().equals(stamp.get().text(textBytes));
        if (!known || !intact || !message.from().equals(publisher)) {
            altered++;
            return Optional.empty();
        }
        return stamp.filter(this::isFirst);
    }

    private boolean isFirst(Stamp stamp) {
        return switch (stamp.phase()) {
            case WARM_UP -> warmUp.arrived(stamp.sequence());
            case MEASURED -> measured.arrived(stamp.sequence());
            case END -> true;
        };
    }

    /// The account so far.
    public Tally tally() {
        return new Tally(
                measured.delivered() + measured.lost(),
                measured.delivered(),
                measured.lost(),
                measured.duplicated() + warmUp.duplicated(),
                measured.outOfOrder() + warmUp.outOfOrder(),
                strays,
                altered,
                gaps);
    }
}

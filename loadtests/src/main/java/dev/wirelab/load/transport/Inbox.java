package dev.wirelab.load.transport;

import dev.wirelab.load.wire.ReceivedEvent;
import java.util.Optional;

/// Where the events of one reading virtual user go. Called on the user's event loop.
public interface Inbox {
    /// Where it reads on from; nothing: from the present.
    Optional<String> after();

    /// From now on every event that is due to this reader is on its way here.
    void reading();

    /// Takes an event.
    ///
    /// @param nanos when its bytes were here, on the monotonic clock
    void arrived(ReceivedEvent event, long nanos);

    /// Takes a place to read on from.
    void place(String cursor);

    /// Whether the reader needs no more.
    boolean isDone();

    /// Where in the poll interval this reader polls, from 0 to below 1: readers are spread evenly.
    double pollPhase();
}

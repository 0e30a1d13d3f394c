package dev.wirelab.load.transport;

import dev.wirelab.load.wire.ReceivedEvent;
import java.util.Optional;

/// The receiver of one reading virtual user's events. Called on the user's event loop.
public interface Inbox {
    /// The cursor to resume from; empty: read from the end of the log.
    Optional<String> after();

    /// Called once every later event for this reader will be delivered.
    void reading();

    /// Takes an event.
    ///
    /// @param nanos when its bytes were received, on the monotonic clock
    void arrived(ReceivedEvent event, long nanos);

    /// Takes a cursor to resume from.
    void cursor(String cursor);

    /// Whether the reader needs no more events.
    boolean isDone();

    /// The phase of this reader's polls in the poll interval, from 0 to below 1: readers are spread
    /// evenly.
    double pollPhase();
}

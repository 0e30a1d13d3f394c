package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.Direction;
import java.util.function.Consumer;

/// Reads the bytes of one connection, in portions of any size, and settles them as units whose
/// bytes all have a class. Units of one direction are settled in the order of the stream.
///
/// Used by one thread at a time. What it holds is bounded.
public interface Dissector {
    /// Makes the dissector of a new connection. Each port has one.
    @FunctionalInterface
    interface Factory {
        /// Makes the dissector of one connection.
        ///
        /// @param units makes the units that the dissector fills
        /// @param settled takes each unit when all of its bytes have a class
        Dissector make(TrafficUnitFactory units, Consumer<TrafficUnit> settled);
    }

    /// Takes the next bytes of a direction. Those of the other one may be seen later than they
    /// passed: a reply to what comes may have been seen already.
    void see(Direction direction, byte[] bytes);

    /// The connection has ended: settles what is unfinished. May be called again, when something
    /// was still seen.
    void end();

    /// Whether the next byte to the client begins a message whose classes follow from its own bytes
    /// alone: what is known of the same bytes on another connection holds here too.
    boolean isAtMessage();

    /// Whether all that follows belongs to one session.
    boolean isLasting();
}

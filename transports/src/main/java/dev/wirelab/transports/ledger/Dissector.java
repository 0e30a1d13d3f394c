package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.Direction;
import java.util.function.Consumer;

/// Divides the bytes of one connection, which arrive in portions of any size, into units, and
/// classifies each byte. A unit is *settled*, that is, passed on, when all of its bytes have a
/// class. Units of one direction are settled in the order of the stream.
///
/// Used by one thread at a time. Its buffers are bounded.
public interface Dissector {
    /// Makes the dissectors of new connections. Each port has one factory.
    @FunctionalInterface
    interface Factory {
        /// Makes the dissector of one connection.
        ///
        /// @param units makes the units that the dissector fills
        /// @param settled takes each unit when all of its bytes have a class
        Dissector make(TrafficUnitFactory units, Consumer<TrafficUnit> settled);
    }

    /// Reads the next bytes of a direction. The directions are not synchronized: a reply may be
    /// read before its request.
    void dissect(Direction direction, byte[] bytes);

    /// Called when the connection has ended: settles unfinished units. Called again if more bytes
    /// are read afterwards.
    void end();

    /// Whether the next byte to the client begins a message whose classes depend on its own bytes
    /// alone, so that the result for equal bytes on another connection can be reused.
    boolean isAtMessage();

    /// Whether all further bytes of the connection belong to one session.
    boolean isLasting();
}

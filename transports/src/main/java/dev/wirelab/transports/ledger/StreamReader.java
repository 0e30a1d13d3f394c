package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.Direction;
import java.util.function.Consumer;

/// Dissects one direction of a connection that has switched from HTTP to another protocol. Used by
/// one thread at a time. Its buffers are bounded.
public interface StreamReader {
    /// Makes the reader of one direction.
    @FunctionalInterface
    interface Factory {
        /// Makes the reader of one direction of one connection.
        ///
        /// @param settled takes each unit when all of its bytes have a class
        StreamReader make(
                Direction direction, TrafficUnitFactory units, Consumer<TrafficUnit> settled);
    }

    /// Reads the next bytes.
    void read(byte[] bytes, int from, int to);

    /// Whether the next byte begins a message.
    boolean isAtStart();

    /// Settles the unfinished unit.
    void end();
}

package dev.wirelab.transports.ledger;

import org.jspecify.annotations.Nullable;

/// One record of the tap.
///
/// @param connection the number of the connection, unique in this run of the lab
/// @param unit the unit that passed; null when the connection has ended
/// @param totalIn the bytes from the client on this connection that the session's meter has
///   counted, this unit included
/// @param totalOut likewise, the bytes to the client
record TapRecord(long connection, @Nullable TrafficUnit unit, long totalIn, long totalOut) {
    int size() {
        return unit == null ? 0 : unit.length();
    }
}

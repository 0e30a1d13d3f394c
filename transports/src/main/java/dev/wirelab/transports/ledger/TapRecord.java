package dev.wirelab.transports.ledger;

import org.jspecify.annotations.Nullable;

/// One record of the tap.
///
/// @param connection numbers the connections of this lab's run
/// @param unit what has passed; null once the connection has ended
/// @param totalIn bytes of this connection that the session's meter has, this unit included
/// @param totalOut the same to the client
record TapRecord(long connection, @Nullable TrafficUnit unit, long totalIn, long totalOut) {
    int size() {
        return unit == null ? 0 : unit.length();
    }
}

package dev.wirelab.load.result;

/// All readers lost their connections at once and came back at once.
///
/// @param readers how many lost their connections
/// @param back how many received events again
/// @param allBackMicros from the start of the reconnects until the last reader that reconnected
///   received events again
/// @param missed deliveries that were due while their reader was disconnected and were received
///   afterwards, from its cursor
public record ReconnectStorm(int readers, int back, long allBackMicros, long missed) {}

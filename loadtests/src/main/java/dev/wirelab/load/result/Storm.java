package dev.wirelab.load.result;

/// All readers lost their connections at once and came back at once.
///
/// @param readers how many lost theirs
/// @param back how many read again
/// @param allBackMicros from the moment they were to come back until the last of them read again;
///   of those that did
/// @param missed deliveries that were due while their reader was away and came afterwards, from its
///   cursor
public record Storm(int readers, int back, long allBackMicros, long missed) {}

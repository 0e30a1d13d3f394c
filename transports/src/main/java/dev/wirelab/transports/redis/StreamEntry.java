package dev.wirelab.transports.redis;

/// An entry of the stream.
///
/// @param value a [StampedFact]; not modified
@SuppressWarnings("ArrayRecordComponent") // compared by its id
record StreamEntry(StreamId id, byte[] value) {}

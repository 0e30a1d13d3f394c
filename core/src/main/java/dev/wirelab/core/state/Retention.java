package dev.wirelab.core.state;

/// How many events a node keeps. Each node may choose its own limits, since they determine only
/// what can still be read there, and never whether a command is accepted or which offset an event
/// has.
///
/// @param events the largest number of events
/// @param bytes the largest amount of memory that they take, in bytes
public record Retention(int events, long bytes) {}

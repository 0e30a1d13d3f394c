package dev.wirelab.core.state;

/// How many events a node keeps. A choice of each node, since it decides only what can still be
/// read there: never whether a command is possible, and never the offset of an event.
///
/// @param events the largest number of events
/// @param bytes the largest amount of memory that they take, in bytes
public record Retention(int events, long bytes) {}

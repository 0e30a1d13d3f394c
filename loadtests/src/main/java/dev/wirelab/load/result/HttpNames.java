package dev.wirelab.load.result;

/// What every HTTP request of a run names, and so what its size depends on.
///
/// @param host the lab's host and port, as in the field `host`
/// @param tokenBytes the size of a reader's token, the mean over readers
public record HttpNames(String host, double tokenBytes) {}

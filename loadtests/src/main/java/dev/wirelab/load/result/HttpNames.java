package dev.wirelab.load.result;

/// Values in every HTTP request of a run, on which its size depends.
///
/// @param host the lab's host and port, as in the field `host`
/// @param tokenBytes the size of a reader's token, the mean over readers
public record HttpNames(String host, double tokenBytes) {}

package dev.wirelab.load.result;

/// How a run ended.
public enum RunState {
    /// All phases were completed.
    COMPLETE,
    /// It was cut off; the result covers the time before.
    PARTIAL,
    /// Nothing was measured.
    FAILED
}

package dev.wirelab.load.result;

/// How a run ended.
public enum RunState {
    /// All phases came to their end.
    COMPLETE,
    /// It was cut off; what is told was measured till then.
    PARTIAL,
    /// Nothing was measured.
    FAILED
}

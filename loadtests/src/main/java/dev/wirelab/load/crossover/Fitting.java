package dev.wirelab.load.crossover;

/// What came of fitting a transport's cost.
public sealed interface Fitting permits Fit, NoFit {
    /// The id of the load protocol.
    String transport();

    /// What was fitted.
    Cost cost();
}

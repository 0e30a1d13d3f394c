package dev.wirelab.load.crossover;

/// The result of fitting a transport's cost.
public sealed interface Fitting permits Fit, NoFit {
    /// The id of the variant of the transport.
    String transport();

    /// The cost.
    Cost cost();
}

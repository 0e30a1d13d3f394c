package dev.wirelab.load.crossover;

/// A transport's cost that could not be fitted.
///
/// @param why the reason, as a clause
public record NoFit(String transport, Cost cost, String why) implements Fitting {}

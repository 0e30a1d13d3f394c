package dev.wirelab.load.crossover;

/// That a transport's cost could not be fitted.
///
/// @param why a clause
public record NoFit(String transport, Cost cost, String why) implements Fitting {}

package dev.wirelab.load.claims;

/// One number of an experiment.
///
/// @param name what it is the number of
/// @param unit such as `bytes`, `ms`, `bytes/s`
public record Figure(String name, double value, String unit) {}

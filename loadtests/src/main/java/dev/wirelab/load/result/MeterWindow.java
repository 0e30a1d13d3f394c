package dev.wirelab.load.result;

import org.jspecify.annotations.Nullable;

/// The time in which the lab's meters were observed.
///
/// @param deliveries messages that reached readers in that time: the divisor of all figures per
///   message
/// @param steady whether messages were published evenly before, in and after that time, so that
///   `deliveries` are those that the lab wrote in it; otherwise there was no traffic at both ends,
///   and they are all measured ones
/// @param labCores how many cores the lab used while messages were due; null: not known
public record MeterWindow(long deliveries, boolean steady, @Nullable Double labCores) {}

package dev.wirelab.load.result;

import org.jspecify.annotations.Nullable;

/// What belongs to the time in which the lab's meters were watched, and so to what they moved.
///
/// @param deliveries messages that reached readers meanwhile; what is told for each message is
///   divided by these
/// @param steady whether messages came evenly before, in and after that time, so that `deliveries`
///   are those that the lab handed out in it; otherwise it was quiet at both ends, and they are all
///   that were measured
/// @param labCores how many cores the lab kept busy while messages were due; null: not known
public record Watched(long deliveries, boolean steady, @Nullable Double labCores) {}

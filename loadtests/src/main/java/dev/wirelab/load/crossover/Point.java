package dev.wirelab.load.crossover;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The costs of a transport for a workload.
///
/// @param half its use; null: none
/// @param costs without those that were not measured; 0 if the meter did not move
public record Point(String transport, Place place, @Nullable Half half, Map<Cost, Double> costs) {}

package dev.wirelab.load.crossover;

import java.util.Map;

/// What a transport cost at a place.
///
/// @param costs each above 0; those that were not measured are left out
public record Point(String transport, Place place, Map<Cost, Double> costs) {
    /// Keeps its own copy.
    public Point {
        costs = Map.copyOf(costs);
    }
}

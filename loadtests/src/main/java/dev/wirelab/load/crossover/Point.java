package dev.wirelab.load.crossover;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a transport cost at a place.
///
/// @param half what it is for; null: for nothing
/// @param costs those that were not measured are left out; 0 where the meter did not move
public record Point(String transport, Place place, @Nullable Half half, Map<Cost, Double> costs) {
    /// Keeps its own copy.
    public Point {
        costs = Map.copyOf(costs);
    }
}

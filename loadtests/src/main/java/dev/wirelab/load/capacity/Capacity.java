package dev.wirelab.load.capacity;

import java.util.List;
import java.util.OptionalDouble;

/// The result of a search on one transport.
///
/// @param highestHeld the highest load at which more runs held the objective than missed it; empty
///   if there is none
/// @param lowestMissed the lowest load, above that one, at which two runs missed it; empty if there
///   was none
/// @param limit the limiting factor at `lowestMissed`
/// @param atLeast whether the lab may sustain more: the load generator, the highest load or the
///   number of steps ended the search
/// @param confirmed whether two runs held at `highestHeld`
/// @param history all steps, in their order
public record Capacity(
        Objective objective,
        OptionalDouble highestHeld,
        OptionalDouble lowestMissed,
        Limit limit,
        boolean atLeast,
        boolean confirmed,
        List<Step> history) {
    /// Keeps its own copy.
    public Capacity {
        history = List.copyOf(history);
    }
}

package dev.wirelab.load.capacity;

import java.util.List;
import java.util.OptionalDouble;

/// How far a transport carried an objective.
///
/// @param highestHeld the highest load at which more runs held the objective than not, of those
///   that were tried; empty if there is none
/// @param lowestMissed the lowest load, above that one, at which two runs missed it; empty if there
///   was none
/// @param limit what ran out at `lowestMissed`
/// @param atLeast whether the lab could do more: the load program, the highest load that may be
///   asked, or the number of steps ended the search
/// @param confirmed whether two runs held at `highestHeld`, and not just one
/// @param history every step, in the order in which they were run
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

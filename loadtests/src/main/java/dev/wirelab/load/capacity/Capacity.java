package dev.wirelab.load.capacity;

import java.util.List;
import java.util.OptionalDouble;

/// How far a transport carried an objective.
///
/// @param highestHeld the highest load at which the objective held, of those that were tried; empty
///   if it held at none
/// @param lowestMissed the lowest load at which it did not, above that one; empty if there was none
/// @param limit what ran out at `lowestMissed`
/// @param atLeast whether the lab could do more: the load program, or the highest load that may be
///   asked, ended the search
/// @param history every step, in the order in which they were run
public record Capacity(
        Objective objective,
        OptionalDouble highestHeld,
        OptionalDouble lowestMissed,
        Limit limit,
        boolean atLeast,
        List<Step> history) {
    /// Keeps its own copy.
    public Capacity {
        history = List.copyOf(history);
    }
}

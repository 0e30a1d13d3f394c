package dev.wirelab.load.claims;

import dev.wirelab.load.result.Environment;
import java.util.List;

/// What `claims.json` holds.
///
/// @param schema of this file
/// @param started as an ISO 8601 instant, like `finished`
/// @param partial whether it ended before every claim that was asked for had been tried
/// @param trials in the order in which they were made
public record ClaimsResult(
        int schema,
        String started,
        String finished,
        boolean partial,
        Environment environment,
        List<Trial> trials) {
    /// The version of the file's members.
    public static final int SCHEMA = 1;

    /// Keeps its own copy.
    public ClaimsResult {
        trials = List.copyOf(trials);
    }

    /// Whether every claim was tried.
    public boolean isComplete() {
        return !partial && trials.stream().allMatch(trial -> trial.failure() == null);
    }
}

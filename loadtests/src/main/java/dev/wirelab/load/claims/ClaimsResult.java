package dev.wirelab.load.claims;

import dev.wirelab.load.environment.Environment;
import java.util.List;

/// The content of `claims.json`.
///
/// @param schema version of this format, [#SCHEMA]
/// @param started ISO 8601 instant, as is `finished`
/// @param partial whether the run ended before all selected claims had been tested
/// @param trials the claims that were tested, in this order
public record ClaimsResult(
        int schema,
        String started,
        String finished,
        boolean partial,
        Environment environment,
        List<ClaimResult> trials) {
    /// The current version.
    public static final int SCHEMA = 2;

    /// Copies the list.
    public ClaimsResult {
        trials = List.copyOf(trials);
    }

    /// Whether all selected claims were tested and no experiment failed.
    public boolean isComplete() {
        return !partial && trials.stream().allMatch(trial -> trial.failure() == null);
    }
}

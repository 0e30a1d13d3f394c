package dev.wirelab.load.survive;

import dev.wirelab.load.environment.Environment;
import java.util.List;

/// The content of `survive.json`.
///
/// @param schema version of this format, [#SCHEMA]
/// @param started ISO 8601 instant, as is `finished`
/// @param partial whether it ended before all faults had been tried
/// @param transports that were asked for
/// @param outcomes by fault, then by transport
public record SurvivalResult(
        int schema,
        String started,
        String finished,
        boolean partial,
        Environment environment,
        List<String> transports,
        List<Outcome> outcomes) {
    /// The current version.
    public static final int SCHEMA = 1;

    /// Copies the lists.
    public SurvivalResult {
        transports = List.copyOf(transports);
        outcomes = List.copyOf(outcomes);
    }

    /// The ids of the faults that were tried.
    List<String> faults() {
        return outcomes.stream().map(Outcome::fault).distinct().toList();
    }

    /// The outcomes of a fault.
    List<Outcome> of(String fault) {
        return outcomes.stream().filter(outcome -> outcome.fault().equals(fault)).toList();
    }
}

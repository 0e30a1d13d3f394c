package dev.wirelab.load.result;

import dev.wirelab.load.plan.FanOut;
import java.util.List;

/// A whole comparison, as `result.json` holds it.
///
/// @param schema the version of this form, [#SCHEMA]
/// @param started when, in ISO 8601
/// @param finished when this was written
/// @param target what was measured
/// @param transports what was asked for
/// @param workload the workload of every row
/// @param partial whether rows are missing
public record ComparisonResult(
        int schema,
        String started,
        String finished,
        String target,
        List<String> transports,
        FanOut workload,
        Environment environment,
        boolean partial,
        List<Row> rows) {
    /// The version of the form of `result.json`.
    public static final int SCHEMA = 1;

    /// Keeps its own copies.
    public ComparisonResult {
        transports = List.copyOf(transports);
        rows = List.copyOf(rows);
    }

    /// Whether every run came to its end.
    public boolean isComplete() {
        return !partial && rows.stream().allMatch(Row::isComplete);
    }

    /// Whether nothing was lost, duplicated, out of order or altered anywhere.
    public boolean isPerfect() {
        return isComplete() && rows.stream().allMatch(Row::isPerfect);
    }
}

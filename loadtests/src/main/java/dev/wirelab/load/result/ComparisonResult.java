package dev.wirelab.load.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A whole comparison, as `result.json` holds it.
///
/// @param schema the version of this form, [#SCHEMA]
/// @param measurement the version of how it was measured, [#MEASUREMENT]: numbers of different
///   versions are not compared with each other
/// @param started when, in ISO 8601
/// @param finished when this was written
/// @param target what was measured
/// @param partial whether it was ended before every run had been made
/// @param repeats how many runs each row was to have
/// @param rows in the order in which they first ran
/// @param capacity how far each wire carried an objective; null: not asked
/// @param crossover what wires cost over a grid of workloads; null: not asked
public record ComparisonResult(
        int schema,
        int measurement,
        String started,
        String finished,
        String target,
        boolean partial,
        int repeats,
        Environment environment,
        List<Row> rows,
        @Nullable CapacityResult capacity,
        @Nullable CrossoverResult crossover) {
    /// The version of the form of `result.json`.
    public static final int SCHEMA = 2;

    /// The version of how it is measured. It goes up with every change that the CHANGELOG marks
    /// **measurement**: with one that moves numbers although nothing that is measured has changed.
    public static final int MEASUREMENT = 4;

    /// Keeps its own copy.
    public ComparisonResult {
        rows = List.copyOf(rows);
    }

    /// Whether every run was made and came to its end.
    public boolean isComplete() {
        return !partial
                && rows.stream().allMatch(Row::isComplete)
                && (capacity == null || capacity.isComplete())
                && (crossover == null || crossover.isComplete());
    }

    /// Whether nothing was lost, duplicated, out of order or altered anywhere.
    public boolean isPerfect() {
        return isComplete()
                && rows.stream().allMatch(Row::isPerfect)
                && (capacity == null || capacity.isPerfect())
                && (crossover == null || crossover.isPerfect());
    }
}

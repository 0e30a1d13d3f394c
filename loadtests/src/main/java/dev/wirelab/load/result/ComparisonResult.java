package dev.wirelab.load.result;

import dev.wirelab.load.environment.Environment;
import dev.wirelab.load.link.LinkReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of a command that measures, as stored in `result.json`.
///
/// @param schema the version of this format, [#SCHEMA]
/// @param measurement the version of the measurement, [#MEASUREMENT]; numbers of different versions
///   are not comparable
/// @param started the start, in ISO 8601
/// @param finished when the file was written
/// @param target the lab that was measured
/// @param partial whether it was cut off before every run was made
/// @param repeats how many runs each row should have
/// @param rows in the order in which they first ran
/// @param capacity the capacity of each transport; null: not searched
/// @param crossover the costs of a sweep; null: not measured
/// @param link the emulated network between the clients and the lab; null: there is none
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
        @Nullable CrossoverResult crossover,
        @Nullable LinkReport link) {
    /// The version of the format of `result.json`.
    public static final int SCHEMA = 2;

    /// The version of the measurement. It is incremented with every change that the CHANGELOG marks
    /// **measurement**: one that changes the numbers of an unchanged lab.
    public static final int MEASUREMENT = 5;

    /// Copies the rows, which a result must have.
    public ComparisonResult {
        rows = List.copyOf(rows);
    }

    /// A result without a link.
    public ComparisonResult(
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
        this(
                schema,
                measurement,
                started,
                finished,
                target,
                partial,
                repeats,
                environment,
                rows,
                capacity,
                crossover,
                null);
    }

    /// The same over a link.
    ///
    /// @param over null: there is none
    public ComparisonResult over(@Nullable LinkReport over) {
        return new ComparisonResult(
                schema,
                measurement,
                started,
                finished,
                target,
                partial,
                repeats,
                environment,
                rows,
                capacity,
                crossover,
                over);
    }

    /// Whether lab and load generator talked over this machine's loopback interface.
    public boolean isOnLoopback() {
        return link == null && isOnThisMachine();
    }

    /// Whether lab and load generator ran on the same machine.
    public boolean isOnThisMachine() {
        return target.startsWith("started for this ")
                || target.matches("https?://(localhost|127\\..*|\\[::1])(:\\d+)?");
    }

    /// Whether every run was made and completed.
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

package dev.wirelab.load.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a comparison is asked.
///
/// @param rows in the order of their runs; rows of one workload follow each other
/// @param repeats how often each is run, from 1: all rows of a workload once, then all again
/// @param grid the points of the crossover's sweep, each run once after the rows
/// @param practises whether a lab that is started for it practises before it is measured
/// @param target the HTTP address of a lab that already runs, without a slash at the end; nothing:
///   start one
/// @param labJar where `lab.jar` is, if it was told
/// @param out the folder that gets a folder for this comparison
public record Settings(
        List<RowPlan> rows,
        int repeats,
        List<GridPoint> grid,
        boolean practises,
        Optional<String> target,
        Optional<Path> labJar,
        Path out) {
    /// Keeps its own copies.
    public Settings {
        rows = List.copyOf(rows);
        grid = List.copyOf(grid);
    }

    /// Without a sweep and without a practice.
    public Settings(
            List<RowPlan> rows,
            int repeats,
            Optional<String> target,
            Optional<Path> labJar,
            Path out) {
        this(rows, repeats, List.of(), false, target, labJar, out);
    }
}

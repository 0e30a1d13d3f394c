package dev.wirelab.load.compare;

import java.util.List;

/// The plan of a comparison.
///
/// @param rows in the order of their runs; rows of one workload follow each other
/// @param repeats the runs of each row, from 1
/// @param grid the points of a sweep, each run once after the rows
/// @param warmsUp whether the lab is warmed up before the first run; without that its CPU time
///   would be that of its JIT compilers, and is not reported
/// @param calibrates whether the rows' clients meet the null server before
public record ComparisonPlan(
        List<RowPlan> rows,
        int repeats,
        List<GridPoint> grid,
        boolean warmsUp,
        boolean calibrates) {
    /// A plan without calibration.
    public ComparisonPlan(List<RowPlan> rows, int repeats, List<GridPoint> grid, boolean warmsUp) {
        this(rows, repeats, grid, warmsUp, false);
    }
}

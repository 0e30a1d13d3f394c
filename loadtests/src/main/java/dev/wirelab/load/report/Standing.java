package dev.wirelab.load.report;

import dev.wirelab.load.result.Figure;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.stats.Decision;
import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.stats.SignificanceTest;
import org.jspecify.annotations.Nullable;

/// How a row compares with the best one in a figure.
///
/// @param factor the row's value divided by the best one's; null if there is no such ratio
/// @param reason why nothing was decided, as a clause; empty if something was
record Standing(Row row, Figure figure, State state, @Nullable Interval factor, String reason) {
    /// A smaller factor is in the table, but nothing to choose by.
    static final double MATERIAL = 1.1;

    /// An interval that reaches this factor leaves everything open.
    private static final double WIDE = 2;

    /// What was found.
    enum State {
        /// The row with the lowest value.
        BEST,
        /// The row's value is higher, by more than the noise.
        FOUND,
        /// No difference was found, and it is less than a factor of two.
        NOT_FOUND,
        /// No difference was found, but the runs differ so much that a factor of two may exist.
        NOISY,
        /// There is not enough data to decide.
        UNDECIDED,
        /// The row has no value that could be compared.
        NOT_MEASURED
    }

    /// The standing of a row that has a value.
    ///
    /// @param best the title of the row with the lowest value
    static Standing of(Row row, Figure figure, String best, SignificanceTest test) {
        if (row.title().equals(best)) {
            return new Standing(row, figure, State.BEST, null, "");
        }
        return switch (test.compare(best, row.title())) {
            case Decision.Found found when found.higher().equals(row.title()) ->
                    new Standing(row, figure, State.FOUND, found.ratio(), "");
            case Decision.Found _ -> new Standing(row, figure, State.BEST, null, "");
            case Decision.NotFound none ->
                    new Standing(
                            row,
                            figure,
                            none.ratio().high() < WIDE ? State.NOT_FOUND : State.NOISY,
                            none.ratio(),
                            "");
            case Decision.Undecided undecided ->
                    new Standing(row, figure, State.UNDECIDED, null, undecided.reason());
        };
    }

    /// The standing of a row without a value.
    static Standing notMeasured(Row row, Figure figure, String reason) {
        return new Standing(row, figure, State.NOT_MEASURED, null, reason);
    }

    /// The factor by which the row was found to be above the best one, if it is one to choose by;
    /// otherwise 1.
    double material() {
        return state == State.FOUND && factor != null && factor.estimate() >= MATERIAL
                ? factor.estimate()
                : 1;
    }
}

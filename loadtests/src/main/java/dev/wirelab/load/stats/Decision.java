package dev.wirelab.load.stats;

import java.util.List;

/// The result of comparing two rows in one measure.
public sealed interface Decision {
    /// The names of both rows, the lower one first if there is one.
    default List<String> rows() {
        return switch (this) {
            case Found found -> List.of(found.lower(), found.higher());
            case NotFound none -> List.of(none.first, none.second);
            case Undecided undecided -> List.of(undecided.first, undecided.second);
        };
    }

    /// One row's value is lower than the other's.
    sealed interface Found extends Decision {
        /// The row with the lower value.
        String lower();

        /// The row with the higher value.
        String higher();

        /// The higher value divided by the lower one; the whole interval is above 1.
        Interval ratio();
    }

    /// The runs show the difference: it exceeds the noise.
    ///
    /// @param ratio with the confidence interval of the significance test
    record Lower(String lower, String higher, Interval ratio) implements Found {}

    /// Theory predicts the difference and every run lies where it predicts, so that one run of each
    /// row is enough ([Predictions]).
    ///
    /// @param ratio with the bounds of the prediction; infinite if the lower value is 0
    /// @param reason why one run is enough, as a clause
    record Predicted(String lower, String higher, Interval ratio, String reason) implements Found {}

    /// No difference was found; a difference within `ratio` may exist.
    ///
    /// @param ratio the second's value divided by the first's; the interval contains 1
    record NotFound(String first, String second, Interval ratio) implements Decision {}

    /// There is not enough data to decide.
    ///
    /// @param reason what is missing, as a clause
    record Undecided(String first, String second, String reason) implements Decision {}
}

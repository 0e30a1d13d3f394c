package dev.wirelab.load.stats;

import java.util.List;

/// The result of comparing two rows in one measure.
public sealed interface Decision {
    /// The names of both rows, the lower one first if there is one.
    default List<String> rows() {
        return switch (this) {
            case Lower lower -> List.of(lower.lower, lower.higher);
            case NotFound none -> List.of(none.first, none.second);
            case Undecided undecided -> List.of(undecided.first, undecided.second);
        };
    }

    /// One row's value is lower than the other's, by more than the noise.
    ///
    /// @param ratio the other's value divided by this one's, above 1
    record Lower(String lower, String higher, Interval ratio) implements Decision {}

    /// No difference was found; a difference within `ratio` may exist.
    ///
    /// @param ratio the second's value divided by the first's
    record NotFound(String first, String second, Interval ratio) implements Decision {}

    /// There is not enough data to decide.
    ///
    /// @param reason what is missing, as a clause
    record Undecided(String first, String second, String reason) implements Decision {}
}

package dev.wirelab.load.stats;

/// What may be told of two rows and one measure.
public sealed interface Decision {

    /// One row's value is lower than the other's, by more than this sitting's noise.
    ///
    /// @param ratio how many times as high the other's is, above 1
    record Lower(String lower, String higher, Interval ratio) implements Decision {}

    /// No difference was found here. That is no proof that there is none: one within `ratio` may
    /// hide.
    ///
    /// @param ratio the second's value, as a multiple of the first's
    record NotFound(String first, String second, Interval ratio) implements Decision {}

    /// There is too little to decide on.
    ///
    /// @param reason half a sentence that says what is missing
    record Undecided(String first, String second, String reason) implements Decision {}
}

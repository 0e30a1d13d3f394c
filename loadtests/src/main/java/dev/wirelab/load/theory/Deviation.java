package dev.wirelab.load.theory;

import dev.wirelab.load.stats.Interval;

/// A measured value beside what the model said.
///
/// @param predicted what was expected, and between which bounds
/// @param ratio measured over expected; NaN if nothing was expected and nothing measured
/// @param kind whether that is surprising
public record Deviation(double measured, Interval predicted, double ratio, Kind kind) {
    /// Whether the model explains what was measured.
    public enum Kind {
        /// Within the model's bounds, widened by the noise.
        AS_PREDICTED,
        /// Lower than the model allows, by more than the noise.
        BELOW,
        /// Higher than the model allows, by more than the noise: a report says why, or marks it.
        ABOVE
    }

    /// Judges a measured value.
    ///
    /// @param noise the ratio, at least 1, up to which equal things come to lie apart here: the
    ///   noise floor of the same measure ([dev.wirelab.load.stats.Sitting#floor])
    public static Deviation of(double measured, Interval predicted, double noise) {
        if (!(noise >= 1)) {
            throw new IllegalArgumentException("noise " + noise);
        }
        Kind kind =
                measured > predicted.high() * noise
                        ? Kind.ABOVE
                        : measured < predicted.low() / noise ? Kind.BELOW : Kind.AS_PREDICTED;
        return new Deviation(measured, predicted, measured / predicted.estimate(), kind);
    }

    /// Judges a value of which the model says exactly one.
    public static Deviation of(double measured, double predicted, double noise) {
        return of(measured, new Interval(predicted, predicted, predicted), noise);
    }
}

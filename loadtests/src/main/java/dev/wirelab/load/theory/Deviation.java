package dev.wirelab.load.theory;

import dev.wirelab.load.stats.Interval;

/// A measured value compared with a prediction.
///
/// @param predicted the predicted value and its bounds
/// @param ratio measured divided by predicted; NaN if both are 0
/// @param kind whether the model explains the measurement
public record Deviation(double measured, Interval predicted, double ratio, Kind kind) {
    /// Whether the model explains the measurement.
    public enum Kind {
        /// Within the model's bounds, widened by the noise.
        AS_PREDICTED,
        /// Lower than the model allows, by more than the noise.
        BELOW,
        /// Higher than the model allows, by more than the noise.
        ABOVE
    }

    /// Compares a measured value with a prediction.
    ///
    /// @param noise the noise floor of the same measure, at least 1
    ///   ([dev.wirelab.load.stats.SignificanceTest#floor])
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
}

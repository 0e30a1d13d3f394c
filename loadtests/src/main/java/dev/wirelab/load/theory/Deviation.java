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
        /// Within the model's bounds.
        AS_PREDICTED,
        /// Outside the bounds, by no more than the noise.
        WITHIN_NOISE,
        /// Lower than the model allows, by more than the noise.
        BELOW,
        /// Higher than the model allows, by more than the noise.
        ABOVE;

        /// Whether the model does not explain the measurement, not even with the noise.
        public boolean isUnexplained() {
            return this == BELOW || this == ABOVE;
        }
    }

    /// Compares a measured value with a prediction.
    ///
    /// @param noise the noise floor of the same measure, at least 1
    ///   ([dev.wirelab.load.stats.SignificanceTest#floor])
    public static Deviation of(double measured, Interval predicted, double noise) {
        if (!(noise >= 1)) {
            throw new IllegalArgumentException("noise " + noise);
        }
        return new Deviation(
                measured,
                predicted,
                measured / predicted.estimate(),
                kind(measured, predicted, noise));
    }

    private static Kind kind(double measured, Interval predicted, double noise) {
        if (predicted.contains(measured)) {
            return Kind.AS_PREDICTED;
        }
        if (measured > predicted.high()) {
            return measured > predicted.high() * noise ? Kind.ABOVE : Kind.WITHIN_NOISE;
        }
        return measured < predicted.low() / noise ? Kind.BELOW : Kind.WITHIN_NOISE;
    }
}

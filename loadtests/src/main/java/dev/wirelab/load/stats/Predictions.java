package dev.wirelab.load.stats;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What theory says about one measure of several rows: bounds for each row's value.
///
/// Two rows differ by prediction if their bounds are at least a factor of [#LEAST_FACTOR] apart and
/// every run of both lies within its row's bounds. Such a difference needs no repeats: a count,
/// such as bytes per message, is the same in every run, and a latency whose bounds are so far apart
/// exceeds the noise of any run that lies within them.
///
/// @param bounds by the row's name; rows without a model are absent
/// @param reason why one run of each row is enough, as a clause
public record Predictions(Map<String, Interval> bounds, String reason) {
    /// How far apart the bounds of two rows have to be, as a factor.
    public static final double LEAST_FACTOR = 2;

    /// No row has a model.
    public static final Predictions NONE = new Predictions(Map.of(), "");

    /// Copies the map.
    public Predictions {
        bounds = Map.copyOf(bounds);
    }

    /// The difference of two rows if it is predicted.
    Optional<Decision.Found> compare(Sample first, Sample second) {
        Interval one = within(first);
        Interval other = within(second);
        if (one == null || other == null) {
            return Optional.empty();
        }
        if (one.high() * LEAST_FACTOR <= other.low() && other.low() > 0) {
            return Optional.of(difference(first, one, second, other));
        }
        if (other.high() * LEAST_FACTOR <= one.low() && one.low() > 0) {
            return Optional.of(difference(second, other, first, one));
        }
        return Optional.empty();
    }

    /// A row's bounds if it was run and all its runs are within them.
    private @Nullable Interval within(Sample row) {
        Interval predicted = bounds.get(row.name());
        return predicted != null
                        && !row.values().isEmpty()
                        && row.values().stream().allMatch(predicted::contains)
                ? predicted
                : null;
    }

    private Decision.Found difference(Sample lower, Interval low, Sample higher, Interval high) {
        double least = high.low() / low.high();
        double most = high.high() / low.low();
        // A geometric mean of equal values may differ from them by a rounding error.
        double ratio = Math.clamp(higher.mean() / lower.mean(), least, most);
        return new Decision.Predicted(
                lower.name(), higher.name(), new Interval(ratio, least, most), reason);
    }
}

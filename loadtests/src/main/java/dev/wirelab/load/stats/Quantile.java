package dev.wirelab.load.stats;

import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/// A quantile, and its values in the histograms of a row's runs.
///
/// @param percentile above 0 and below 100
public record Quantile(double percentile) {
    /// The number of values above a quantile at which it is reliable.
    public static final int LEAST_ABOVE = 10;

    /// The median.
    public static final Quantile MEDIAN = new Quantile(50);

    /// The 99th percentile.
    public static final Quantile P99 = new Quantile(99);

    /// @throws IllegalArgumentException if the percentile is out of its range
    public Quantile {
        if (!(percentile > 0 && percentile < 100)) {
            throw new IllegalArgumentException("percentile " + percentile);
        }
    }

    /// The number of values that a run needs for a reliable quantile.
    public long leastCount() {
        return (long) Math.ceil(LEAST_ABOVE / (1 - percentile / 100) - 1e-6);
    }

    /// The runs' values; nothing if one of them has fewer than [#leastCount].
    ///
    /// @param histograms one per run
    public Optional<Sample> sample(String name, List<Histogram> histograms) {
        if (histograms.stream().anyMatch(run -> run.getTotalCount() < leastCount())) {
            return Optional.empty();
        }
        return Optional.of(
                new Sample(
                        name,
                        histograms.stream()
                                .map(run -> (double) run.getValueAtPercentile(percentile))
                                .toList()));
    }
}

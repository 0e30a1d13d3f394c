package dev.wirelab.load.interleaved;

import dev.wirelab.load.stats.Decision;
import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.stats.Median;
import dev.wirelab.load.stats.Sample;
import dev.wirelab.load.stats.SignificanceTest;
import dev.wirelab.load.text.TextFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One quantity of several variants that were measured in interleaved rounds, and the significance
/// test of their differences.
///
/// @param values of each variant
/// @param repeats the second values of the baseline
public record InterleavedSamples(
        String baseline, Map<String, List<Double>> values, List<Double> repeats) {
    /// Copies the lists.
    public InterleavedSamples {
        repeats = List.copyOf(repeats);
    }

    private List<Double> of(String variant) {
        return values.getOrDefault(variant, List.of());
    }

    /// NaN if the variant was not measured.
    public double median(String variant) {
        List<Double> all = of(variant);
        return all.isEmpty() ? Double.NaN : Median.of(all).interval().estimate();
    }

    /// The sum of all values, including the repeats of the baseline.
    public double total(String variant) {
        return Stream.concat(
                        of(variant).stream(),
                        variant.equals(baseline) ? repeats.stream() : Stream.of())
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /// Compares two variants by the rule of all comparisons.
    private Decision compare(String one, String other) {
        if (Stream.of(baseline, one, other).anyMatch(variant -> of(variant).isEmpty())) {
            return new Decision.Undecided(one, other, "a variant could not be measured");
        }
        List<Sample> samples =
                values.keySet().stream().map(name -> new Sample(name, of(name))).toList();
        return new SignificanceTest(samples, List.of(new Sample(baseline, repeats)))
                .compare(one, other);
    }

    /// The ratio of two variants, `other / one`. Its interval is the one of the significance test,
    /// or the distance between the two series of the baseline if that is wider. Empty if the test
    /// decides nothing.
    public Optional<Interval> ratio(String one, String other) {
        return switch (compare(one, other)) {
            case Decision.Lower lower when lower.lower().equals(one) ->
                    Optional.of(widened(lower.ratio()));
            case Decision.Lower lower -> Optional.of(widened(inverse(lower.ratio())));
            case Decision.NotFound not -> Optional.of(widened(not.ratio()));
            case Decision.Undecided _ -> Optional.empty();
        };
    }

    /// Whether `other` is at least `times` as high as `one`.
    public TestOutcome isAtLeast(double times, String one, String other) {
        return ratio(one, other)
                .map(ratio -> TestOutcome.isAtLeast(times, ratio))
                .orElse(TestOutcome.INCONCLUSIVE);
    }

    /// Whether `one` is lower; NO if `other` is.
    public TestOutcome isLower(String one, String other) {
        return switch (compare(one, other)) {
            case Decision.Lower lower -> TestOutcome.of(lower.lower().equals(one));
            case Decision.NotFound _, Decision.Undecided _ -> TestOutcome.INCONCLUSIVE;
        };
    }

    /// The comparison in words.
    public String describe(String one, String other) {
        return switch (compare(one, other)) {
            case Decision.Lower lower ->
                    "%s as much with %s as with %s"
                            .formatted(
                                    TextFormat.times(lower.ratio()), lower.higher(), lower.lower());
            case Decision.NotFound not ->
                    "no significant difference between %s and %s (ratio %s to %s)"
                            .formatted(
                                    one,
                                    other,
                                    TextFormat.rounded(not.ratio().low()),
                                    TextFormat.rounded(not.ratio().high()));
            case Decision.Undecided undecided ->
                    "%s against %s is inconclusive: %s".formatted(one, other, undecided.reason());
        };
    }

    private Interval widened(Interval ratio) {
        double noise = Math.max(SignificanceTest.LEAST_RATIO, baselineRatio());
        return new Interval(
                ratio.estimate(),
                Math.min(ratio.low(), ratio.estimate() / noise),
                Math.max(ratio.high(), ratio.estimate() * noise));
    }

    /// The ratio of the two series of the baseline, at least 1.
    private double baselineRatio() {
        if (repeats.isEmpty()) {
            return 1;
        }
        double ratio = geometricMean(repeats) / geometricMean(of(baseline));
        return ratio > 0 && Double.isFinite(ratio)
                ? Math.max(ratio, 1 / ratio)
                : Double.POSITIVE_INFINITY;
    }

    private static double geometricMean(List<Double> values) {
        return Math.exp(values.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
    }

    private static Interval inverse(Interval ratio) {
        return new Interval(1 / ratio.estimate(), 1 / ratio.high(), 1 / ratio.low());
    }
}

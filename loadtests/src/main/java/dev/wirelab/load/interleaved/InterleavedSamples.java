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

    /// The ratio of two variants, `other / one`, with the interval of the significance test; empty
    /// if the test decides nothing.
    public Optional<Interval> ratio(String one, String other) {
        return switch (compare(one, other)) {
            case Decision.Found found when found.lower().equals(one) -> Optional.of(found.ratio());
            case Decision.Found found -> Optional.of(inverse(found.ratio()));
            case Decision.NotFound not -> Optional.of(not.ratio());
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
            case Decision.Found found -> TestOutcome.of(found.lower().equals(one));
            case Decision.NotFound _, Decision.Undecided _ -> TestOutcome.INCONCLUSIVE;
        };
    }

    /// The comparison in words.
    public String describe(String one, String other) {
        return switch (compare(one, other)) {
            case Decision.Found found ->
                    "%s as much with %s as with %s"
                            .formatted(
                                    TextFormat.times(found.ratio()), found.higher(), found.lower());
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

    private static Interval inverse(Interval ratio) {
        return new Interval(1 / ratio.estimate(), 1 / ratio.high(), 1 / ratio.low());
    }
}

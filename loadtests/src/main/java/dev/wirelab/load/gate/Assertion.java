package dev.wirelab.load.gate;

import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.stats.Decision;
import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.stats.Sample;
import dev.wirelab.load.stats.SignificanceTest;
import dev.wirelab.load.text.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// A condition that a result must meet. It holds only if the measurement shows it: a figure that
/// was not measured, or that is too noisy to judge, does not hold.
///
/// @param text as it was written
/// @param row the folder of the row
public record Assertion(String text, String row, Metric metric, Bound bound) {
    /// The value that a metric is compared with.
    sealed interface Bound {}

    /// A limit, in the unit of the metric's values.
    record Limit(String operator, double value) implements Bound {
        boolean allows(double measured) {
            return switch (operator) {
                case "<" -> measured < value;
                case "<=" -> measured <= value;
                case ">" -> measured > value;
                case ">=" -> measured >= value;
                default -> throw new IllegalStateException(operator);
            };
        }
    }

    /// The same row of an earlier result.
    ///
    /// @param factor the largest allowed ratio to its value
    record NoWorse(Row before, double factor) implements Bound {}

    /// Whether an assertion holds.
    ///
    /// @param words the measured value, and why it does not hold
    public record Outcome(Assertion assertion, boolean holds, String words) {
        /// `assert websocket.p99 < 20ms: holds, 12.3 ms`.
        public String line() {
            return "assert %s: %s, %s"
                    .formatted(assertion.text, holds ? "holds" : "DOES NOT HOLD", words);
        }
    }

    /// Judges a result.
    public Outcome judge(ComparisonResult result) {
        Optional<Row> found =
                result.rows().stream().filter(each -> each.folder().equals(row)).findFirst();
        return found.isEmpty() ? fails("it was not measured") : judge(found.get());
    }

    private Outcome judge(Row measured) {
        Optional<String> flaw = metric.isCount() ? Optional.empty() : measured.flaw();
        if (flaw.isPresent()) {
            return fails("the row is not judged: " + flaw.get());
        }
        List<Double> values = metric.values(measured);
        if (values.isEmpty()) {
            return fails("it was not measured");
        }
        long least = measured.results().mapToLong(run -> run.tally().delivered()).min().orElse(0);
        if (least < metric.leastCount()) {
            return fails(
                    "too few deliveries: a run has %d, and %s needs %d"
                            .formatted(least, metric.name(), metric.leastCount()));
        }
        return switch (bound) {
            case Limit limit -> judge(limit, values);
            case NoWorse noWorse -> judge(noWorse, measured, values);
        };
    }

    /// Every run must be within the limit: if only some are, the figure is too noisy.
    private Outcome judge(Limit limit, List<Double> values) {
        long within = values.stream().filter(limit::allows).count();
        String range = range(values);
        if (within == values.size()) {
            return new Outcome(this, true, range);
        }
        return fails(
                within == 0
                        ? range
                        : "too noisy: %d of %d runs are within the limit, %s; more --repeats may decide it"
                                .formatted(within, values.size(), range));
    }

    /// The whole interval of the ratio must be within the factor.
    private Outcome judge(NoWorse noWorse, Row measured, List<Double> values) {
        Row before = noWorse.before;
        if (!before.workload().equals(measured.workload())) {
            return fails("the baseline has another workload: " + before.workload().sentence());
        }
        List<Double> old = metric.values(before);
        Optional<String> flaw = metric.isCount() ? Optional.empty() : before.flaw();
        if (old.isEmpty() || flaw.isPresent()) {
            return fails("the baseline cannot be compared: " + flaw.orElse("it was not measured"));
        }
        if (isZero(old) || isZero(values)) {
            return new Outcome(this, isZero(values), range(values) + ", before " + range(old));
        }
        String change = range(values) + ", before " + range(old);
        Interval ratio = ratio(old, values).orElse(null);
        if (ratio == null) {
            return fails(
                    "undecided: %s; with %d and %d runs the noise is unknown"
                            .formatted(change, old.size(), values.size()));
        }
        String words = change + ": " + TextFormat.times(ratio);
        if (ratio.high() <= noWorse.factor) {
            return new Outcome(this, true, words);
        }
        return fails(
                ratio.low() > noWorse.factor
                        ? words
                        : "too noisy: " + words + "; more --repeats may decide it");
    }

    private static boolean isZero(List<Double> values) {
        return values.stream().allMatch(value -> value == 0);
    }

    /// The ratio of both and its 95 % interval; empty if there are too few runs. Bytes and requests
    /// are counts, which one run determines.
    private Optional<Interval> ratio(List<Double> old, List<Double> values) {
        boolean counted = metric.name().startsWith("bytes") || metric.name().equals("requests");
        if (counted && Math.min(old.size(), values.size()) < SignificanceTest.MIN_REPEATS) {
            double ratio = values.getFirst() / old.getFirst();
            return Optional.of(new Interval(ratio, ratio, ratio));
        }
        Decision decision =
                SignificanceTest.withFloor(
                                OptionalDouble.of(1),
                                List.of(new Sample("old", old), new Sample("new", values)),
                                1)
                        .compare("old", "new");
        return switch (decision) {
            case Decision.Found found ->
                    Optional.of(
                            found.higher().equals("new") ? found.ratio() : inverse(found.ratio()));
            case Decision.NotFound none -> Optional.of(none.ratio());
            case Decision.Undecided _ -> Optional.empty();
        };
    }

    private static Interval inverse(Interval ratio) {
        return new Interval(1 / ratio.estimate(), 1 / ratio.high(), 1 / ratio.low());
    }

    /// `12.3 ms`, or with several runs `12.1 ms to 12.9 ms`.
    private String range(List<Double> values) {
        double least = values.stream().min(Double::compare).orElseThrow();
        double most = values.stream().max(Double::compare).orElseThrow();
        String low = metric.text(least);
        String high = metric.text(most);
        return low.equals(high) ? low : low + " to " + high;
    }

    private Outcome fails(String words) {
        return new Outcome(this, false, words);
    }
}

package dev.wirelab.load.report;

import dev.wirelab.core.wire.Address;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.result.Figures;
import dev.wirelab.load.result.Merged;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Spread;
import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.theory.Conditions;
import dev.wirelab.load.theory.Deviation;
import dev.wirelab.load.theory.HttpHeads;
import dev.wirelab.load.theory.Prediction;
import dev.wirelab.load.theory.Theory;
import dev.wirelab.load.theory.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What the model says of the rows of a fan-out, beside what was measured.
final class TheorySection {
    private static final double LEAST_MILLIS = 0.001;

    private final Judged judged;
    private final FanOut fanOut;
    private final List<List<String>> cells = new ArrayList<>();
    private final List<Chart.Range> latencies = new ArrayList<>();

    private TheorySection(Judged judged, FanOut fanOut) {
        this.judged = judged;
        this.fanOut = fanOut;
    }

    /// The blocks; none for a workload that there is no model of.
    static List<Block> of(Judged judged) {
        return judged.workload() instanceof FanOut fanOut
                ? new TheorySection(judged, fanOut).blocks()
                : List.of();
    }

    private List<Block> blocks() {
        judged.rows().forEach(this::row);
        if (cells.isEmpty()) {
            return List.of();
        }
        return List.of(
                new Block.Text(
                        "Push is one transit after the lab has the message; a long poll one to three"
                                + " (RFC 6202 §2.2); a short poll waits for its turn, uniformly over the"
                                + " interval; and the lab hands a message to its readers one by one. A"
                                + " transit is half the median acknowledgement of the same row. Bytes are"
                                + " the codecs' own sizes, the frames of RFC 6455 §5.2 and measured HTTP"
                                + " heads. The model is in docs/measuring.md."),
                new Block.Figure(
                        new Chart.Ranges("ms", "measured", "predicted", latencies),
                        "Delivery latency by percentile: measured against the model's bounds."),
                new Block.Table(
                        List.of(
                                "row",
                                "what",
                                "predicted",
                                "bounds",
                                "measured",
                                "ratio",
                                "judged"),
                        cells));
    }

    private void row(Row row) {
        Merged merged = row.merged();
        if (merged == null || row.freshConnections()) {
            return;
        }
        prediction(row.transport(), merged)
                .ifPresent(prediction -> {
                    latency(row, merged, prediction, "p50", 0.5, Measure.MEDIAN);
                    latency(row, merged, prediction, "p90", 0.9, Measure.P99);
                    latency(row, merged, prediction, "p99", 0.99, Measure.P99);
                    exact(row, merged, Figures.BYTES_UP, "bytes up", prediction.bytesUp());
                    exact(row, merged, Figures.BYTES_DOWN, "bytes down", prediction.bytesDown());
                    if (prediction.requests() > 0) {
                        exact(row, merged, Figures.REQUESTS, "requests", prediction.requests());
                    }
                });
    }

    private Optional<Prediction> prediction(String transport, Merged merged) {
        OptionalDouble acknowledged =
                median(merged, Figures.of(Quantity.ACKNOWLEDGEMENT_FROM_SENT, "p50"));
        if (acknowledged.isEmpty()) {
            return Optional.empty();
        }
        Conditions conditions =
                new Conditions(
                        fanOut.readers(),
                        fanOut.rate(),
                        fanOut.timing().pollTimes().interval(),
                        acknowledged.getAsDouble() / 2,
                        fanOut.readers() * median(merged, Figures.CPU_MICROS).orElse(0));
        Units units =
                Units.of(
                        "load-6f0c2a91-s0",
                        new Address.Group("load-6f0c2a91-g0"),
                        "m17.0",
                        fanOut.textBytes());
        return new Theory(
                        conditions,
                        units,
                        transport.equals("long-poll") ? HttpHeads.LONG_POLL : HttpHeads.SHORT_POLL)
                .of(transport);
    }

    private void latency(
            Row row,
            Merged merged,
            Prediction prediction,
            String percentile,
            double quantile,
            Measure noise) {
        OptionalDouble measured = median(merged, Figures.of(Quantity.DELIVERY, percentile));
        if (measured.isEmpty()) {
            return;
        }
        Interval predicted = millis(prediction.latency().apply(quantile));
        double millis = Math.max(LEAST_MILLIS, measured.getAsDouble() / 1e3);
        boolean off = add(row.id(), percentile + ", ms", millis, predicted, noise);
        latencies.add(new Chart.Range(row.id() + " " + percentile, millis, predicted, off));
    }

    private void exact(Row row, Merged merged, String figure, String what, double predicted) {
        median(merged, figure)
                .ifPresent(measured ->
                        add(
                                row.id(),
                                what,
                                measured,
                                new Interval(predicted, predicted, predicted),
                                Measure.BYTES));
    }

    /// Adds a row of the table.
    ///
    /// @return whether it is beyond the noise
    private boolean add(
            String row, String what, double measured, Interval predicted, Measure noise) {
        OptionalDouble floor = judged.sitting(noise).floor();
        Deviation deviation = Deviation.of(measured, predicted, floor.orElse(1));
        cells.add(
                List.of(
                        row,
                        what,
                        Numbers.plain(predicted.estimate()),
                        predicted.low() == predicted.high() ? "" : Numbers.range(predicted),
                        Numbers.plain(measured),
                        Numbers.plain(deviation.ratio()),
                        floor.isEmpty() ? "not judged: no A/A pair" : words(deviation.kind())));
        return floor.isPresent() && deviation.kind() != Deviation.Kind.AS_PREDICTED;
    }

    private static String words(Deviation.Kind kind) {
        return switch (kind) {
            case AS_PREDICTED -> "as predicted";
            case ABOVE -> "above, beyond the noise: not explained by the model";
            case BELOW -> "below, beyond the noise: not explained by the model";
        };
    }

    private static OptionalDouble median(Merged merged, String figure) {
        Spread spread = merged.figures().get(figure);
        return spread == null ? OptionalDouble.empty() : OptionalDouble.of(spread.median());
    }

    private static Interval millis(Interval micros) {
        return new Interval(
                Math.max(LEAST_MILLIS, micros.estimate() / 1e3),
                Math.max(LEAST_MILLIS, micros.low() / 1e3),
                Math.max(LEAST_MILLIS, micros.high() / 1e3));
    }
}

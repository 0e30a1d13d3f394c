package dev.wirelab.load.report;

import dev.wirelab.load.chart.RangeChart;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.page.Block;
import dev.wirelab.load.plan.Idle;
import dev.wirelab.load.result.Figure;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.stats.SignificanceTest;
import dev.wirelab.load.text.TextFormat;
import dev.wirelab.load.theory.Deviation;
import dev.wirelab.load.theory.Prediction;
import dev.wirelab.load.theory.TransportModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/// The predictions of the model for the rows of a workload, beside the measurements.
final class TheorySection {
    private static final String UNEXPLAINED = "beyond the noise: not explained by the model";
    private static final double LEAST_MILLIS = 0.001;
    private static final Map<String, Double> PERCENTILES =
            new TreeMap<>(Map.of("p50", 0.5, "p90", 0.9, "p99", 0.99));
    private static final List<String> HEADINGS =
            List.of("row", "what", "predicted", "bounds", "measured", "ratio", "judged");

    private final ComparableRows rows;
    private final List<List<String>> cells = new ArrayList<>();
    private final List<RangeChart.Range> latencies = new ArrayList<>();

    private TheorySection(ComparableRows rows) {
        this.rows = rows;
    }

    /// The blocks; none if no row can be compared with a model.
    static List<Block> of(ComparableRows rows) {
        return new TheorySection(rows).blocks();
    }

    private List<Block> blocks() {
        rows.all().stream().filter(row -> row.merged() != null).forEach(this::row);
        if (cells.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Text(explanation()));
        if (!latencies.isEmpty()) {
            blocks.add(
                    new Block.Figure(
                            new RangeChart("ms", "measured", "predicted", latencies),
                            "Latency by percentile: the measurement and the model's bounds."));
        }
        blocks.add(new Block.Table(HEADINGS, cells));
        return blocks;
    }

    private String explanation() {
        boolean idle = rows.workload().isQuiet();
        String transports =
                rows.all().stream()
                        .filter(row -> row.server() == null)
                        .flatMap(row -> TransportModels.byId(row.transport()).stream())
                        .map(model ->
                                Texts.of((idle ? "theory.idle." : "theory.latency.") + model.id()))
                        .distinct()
                        .collect(Collectors.joining(" "));
        return Texts.of(idle ? "theory.idle" : "theory.messages", transports);
    }

    private void row(Row row) {
        if (row.server() != null || TransportModels.byId(row.transport()).isEmpty()) {
            noModel(row, "all");
            return;
        }
        RowModel model = RowModel.of(row).orElse(null);
        if (model == null) {
            return;
        }
        if (rows.workload() instanceof Idle) {
            traffic(row, model.idle());
            return;
        }
        Prediction prediction = model.messages();
        latency(model, Quantity.DELIVERY, "", prediction.latency());
        latency(model, Quantity.ROUND_TRIP, "round trip ", prediction.roundTrip());
        prediction
                .traffic()
                .ifPresentOrElse(traffic -> traffic(row, traffic), () -> noModel(row, "bytes"));
    }

    private void noModel(Row row, String what) {
        cells.add(List.of(row.title(), what, "no model", "", "", "", "not judged"));
    }

    private void latency(
            RowModel model, Quantity span, String name, DoubleFunction<Interval> prediction) {
        Row row = model.row();
        if (row.latency(span).count() == 0) {
            return;
        }
        PERCENTILES.forEach((percentile, quantile) -> {
            // How late the load generator was, at both ends of a message.
            double late =
                    model.percentile(Quantity.INJECTOR_LAG, percentile)
                            + model.percentile(Quantity.LOOP_LAG, percentile);
            latency(
                    row,
                    name + percentile,
                    percentile.equals("p50") ? Figure.MEDIAN : Figure.P99,
                    Math.max(LEAST_MILLIS, model.percentile(span, percentile) / 1e3),
                    millis(prediction.apply(quantile)),
                    late / 1e3);
        });
    }

    private void latency(
            Row row, String what, Figure noise, double millis, Interval predicted, double late) {
        Deviation deviation = deviation(millis, predicted, noise);
        boolean isJudged =
                rows.isQuietEnough(noise) || deviation.kind() == Deviation.Kind.AS_PREDICTED;
        String words =
                isJudged
                        ? latencyWords(deviation, late)
                        : "not judged: " + noiseWords(rows.floor(noise));
        add(row, what + ", ms", deviation, words);
        boolean isOff = isJudged && deviation.kind().isUnexplained();
        latencies.add(new RangeChart.Range(row.title() + " " + what, millis, predicted, isOff));
    }

    private static String noiseWords(OptionalDouble floor) {
        return floor.isPresent()
                ? "equal rows may differ %s times here"
                        .formatted(TextFormat.rounded(floor.getAsDouble()))
                : SignificanceTest.NO_FLOOR;
    }

    private static String latencyWords(Deviation deviation, double late) {
        boolean isLate = deviation.measured() - deviation.predicted().high() <= late;
        return deviation.kind() == Deviation.Kind.ABOVE && isLate
                ? "above, by no more than the load generator's own delay of %s ms"
                        .formatted(TextFormat.rounded(late))
                : words(deviation);
    }

    private static String words(Deviation deviation) {
        return switch (deviation.kind()) {
            case AS_PREDICTED -> "as predicted";
            case WITHIN_NOISE -> "outside the bounds, within the noise";
            case ABOVE -> "above, " + UNEXPLAINED;
            case BELOW -> "below, " + UNEXPLAINED;
        };
    }

    private void traffic(Row row, Prediction.Traffic predicted) {
        exact(row, Figure.BYTES_UP, "bytes up", predicted.bytesUp());
        exact(row, Figure.BYTES_DOWN, "bytes down", predicted.bytesDown());
        if (predicted.requests().high() > 0 || rows.workload().isQuiet()) {
            exact(row, Figure.REQUESTS, "requests", predicted.requests());
        }
    }

    private void exact(Row row, Figure figure, String what, Interval predicted) {
        row.median(figure::of)
                .ifPresent(measured -> {
                    Deviation deviation = deviation(measured, predicted, Figure.BYTES);
                    add(row, what, deviation, exactWords(row, deviation));
                });
    }

    private static String exactWords(Row row, Deviation deviation) {
        boolean late = row.results().anyMatch(run -> run.injector().bound());
        return deviation.kind() == Deviation.Kind.BELOW && late && row.pollSeconds().isPresent()
                ? "below: the load generator was late, and late polls are skipped"
                : words(deviation);
    }

    /// A deviation must exceed the noise and the least ratio that counts as a difference. Bytes are
    /// counted, so they need no A/A pair.
    private Deviation deviation(double measured, Interval predicted, Figure noise) {
        double floor = rows.isQuietEnough(noise) ? rows.floor(noise).orElse(1) : 1;
        return Deviation.of(measured, predicted, Math.max(SignificanceTest.LEAST_RATIO, floor));
    }

    private void add(Row row, String what, Deviation deviation, String words) {
        Interval predicted = deviation.predicted();
        cells.add(
                List.of(
                        row.title(),
                        what,
                        TextFormat.rounded(predicted.estimate()),
                        predicted.low() == predicted.high() ? "" : TextFormat.range(predicted),
                        TextFormat.rounded(deviation.measured()),
                        TextFormat.rounded(deviation.ratio()),
                        words));
    }

    private static Interval millis(Interval micros) {
        return new Interval(
                Math.max(LEAST_MILLIS, micros.estimate() / 1e3),
                Math.max(LEAST_MILLIS, micros.low() / 1e3),
                Math.max(LEAST_MILLIS, micros.high() / 1e3));
    }
}

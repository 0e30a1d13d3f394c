package dev.wirelab.load.report;

import dev.wirelab.load.chart.RangeChart;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.page.Block;
import dev.wirelab.load.plan.Idle;
import dev.wirelab.load.result.Figures;
import dev.wirelab.load.result.Merged;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.stats.SignificanceTest;
import dev.wirelab.load.text.TextFormat;
import dev.wirelab.load.theory.Deviation;
import dev.wirelab.load.theory.HttpHeadSizes;
import dev.wirelab.load.theory.IdleModel;
import dev.wirelab.load.theory.MessageModel;
import dev.wirelab.load.theory.MessageSizes;
import dev.wirelab.load.theory.OfferedLoad;
import dev.wirelab.load.theory.Prediction;
import dev.wirelab.load.theory.TransportModel;
import dev.wirelab.load.theory.TransportModels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/// The predictions of the model for the rows of a workload, beside the measurements.
final class TheorySection {
    private static final String UNEXPLAINED = "beyond the noise: not explained by the model";
    private static final double LEAST_MILLIS = 0.001;
    private static final Map<String, Double> PERCENTILES = new LinkedHashMap<>();
    private static final List<String> HEADINGS =
            List.of("row", "what", "predicted", "bounds", "measured", "ratio", "judged");

    static {
        PERCENTILES.put("p50", 0.5);
        PERCENTILES.put("p90", 0.9);
        PERCENTILES.put("p99", 0.99);
    }

    private final ComparableRows rows;
    private final OfferedLoad load;
    private final List<List<String>> cells = new ArrayList<>();
    private final List<RangeChart.Range> latencies = new ArrayList<>();

    private TheorySection(ComparableRows rows) {
        this.rows = rows;
        this.load = OfferedLoad.of(rows.workload());
    }

    /// The blocks; none if no row can be compared with a model.
    static List<Block> of(ComparableRows rows) {
        return new TheorySection(rows).blocks();
    }

    private List<Block> blocks() {
        for (Row row : rows.all()) {
            if (row.merged() != null) {
                row(row, row.merged());
            }
        }
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
                        .flatMap(row -> TransportModels.byId(row.transport()).stream())
                        .map(
                                idle
                                        ? TransportModel::idleExplained
                                        : TransportModel::latencyExplained)
                        .distinct()
                        .collect(Collectors.joining(" "));
        String inputs =
                idle
                        ? " Values are per connection and second."
                        : " A reader that was disconnected fetches what it missed when it is back. The time"
                                + " to the lab and back is taken from the acknowledgements of the same row."
                                + " Bytes are the codecs' own sizes, framing by specification, and measured"
                                + " HTTP heads.";
        return transports + inputs + " docs/measuring-reference.md describes the model.";
    }

    private void row(Row row, Merged merged) {
        Optional<TransportModel> model = TransportModels.byId(row.transport());
        if (model.isEmpty()) {
            noModel(row, "all");
            return;
        }
        Observations.of(row, merged).ifPresent(seen -> row(row, merged, model.get(), seen));
    }

    private void row(Row row, Merged merged, TransportModel model, Observations seen) {
        HttpHeadSizes kept =
                model.heads(rows.workload().timing(), seen.http().host(), seen.http().tokenBytes());
        HttpHeadSizes heads = row.freshConnections() ? kept.fresh() : kept;
        if (rows.workload() instanceof Idle) {
            Prediction.Traffic idle =
                    model.predictIdle(new IdleModel(load, seen.windowMicros(), heads));
            exact(row, merged, Figures.BYTES_UP_IDLE, "bytes up", idle.bytesUp());
            exact(row, merged, Figures.BYTES_DOWN_IDLE, "bytes down", idle.bytesDown());
            exact(row, merged, Figures.REQUESTS_IDLE, "requests", idle.requests());
            return;
        }
        MessageSizes sizes = MessageSizes.of(rows.workload());
        Prediction prediction = model.predict(new MessageModel(load, seen.inputs(), sizes, heads));
        latency(row, merged, Quantity.DELIVERY, "", prediction.latency());
        latency(row, merged, Quantity.ROUND_TRIP, "round trip ", prediction.roundTrip());
        if (prediction.traffic().isEmpty()) {
            noModel(row, "bytes");
            return;
        }
        Prediction.Traffic traffic = prediction.traffic().get();
        exact(row, merged, Figures.BYTES_UP, "bytes up", traffic.bytesUp());
        exact(row, merged, Figures.BYTES_DOWN, "bytes down", traffic.bytesDown());
        if (traffic.requests().high() > 0) {
            exact(row, merged, Figures.REQUESTS, "requests", traffic.requests());
        }
    }

    private void noModel(Row row, String what) {
        cells.add(List.of(row.title(), what, "no model", "", "", "", "not judged"));
    }

    private void latency(
            Row row,
            Merged merged,
            Quantity span,
            String name,
            DoubleFunction<Interval> prediction) {
        PERCENTILES.forEach((percentile, quantile) ->
                Observations.median(merged, Figures.of(span, percentile))
                        .ifPresent(micros ->
                                latency(
                                        row,
                                        name + percentile,
                                        percentile.equals("p50") ? Measure.MEDIAN : Measure.P99,
                                        Math.max(LEAST_MILLIS, micros / 1e3),
                                        millis(prediction.apply(quantile)),
                                        Observations.injectorLag(merged, percentile) / 1e3)));
    }

    private void latency(
            Row row, String what, Measure noise, double millis, Interval predicted, double late) {
        Deviation deviation = deviation(millis, predicted, noise);
        boolean isJudged =
                rows.isQuietEnough(noise) || deviation.kind() == Deviation.Kind.AS_PREDICTED;
        String words =
                isJudged
                        ? latencyWords(deviation, late)
                        : "not judged: " + noiseWords(rows.floor(noise));
        add(row, what + ", ms", deviation, words);
        boolean isOff = isJudged && deviation.kind() != Deviation.Kind.AS_PREDICTED;
        latencies.add(new RangeChart.Range(row.title() + " " + what, millis, predicted, isOff));
    }

    private static String noiseWords(OptionalDouble floor) {
        return floor.isPresent()
                ? "equal rows may differ %s times here"
                        .formatted(TextFormat.rounded(floor.getAsDouble()))
                : SignificanceTest.NO_FLOOR;
    }

    private static String latencyWords(Deviation deviation, double late) {
        return switch (deviation.kind()) {
            case AS_PREDICTED -> "as predicted";
            case ABOVE ->
                    deviation.measured() - deviation.predicted().high() <= late
                            ? "above, by no more than the load generator's own delay of %s ms"
                                    .formatted(TextFormat.rounded(late))
                            : "above, " + UNEXPLAINED;
            case BELOW -> "below, " + UNEXPLAINED;
        };
    }

    private void exact(Row row, Merged merged, String figure, String what, Interval predicted) {
        Observations.median(merged, figure)
                .ifPresent(measured -> {
                    Deviation deviation = deviation(measured, predicted, Measure.BYTES);
                    add(row, what, deviation, exactWords(row, deviation));
                });
    }

    private static String exactWords(Row row, Deviation deviation) {
        boolean late = row.results().anyMatch(run -> run.injector().bound());
        return switch (deviation.kind()) {
            case AS_PREDICTED -> "as predicted";
            case ABOVE -> "above, " + UNEXPLAINED;
            case BELOW ->
                    late && row.pollSeconds().isPresent()
                            ? "below: the load generator was late, and late polls are skipped"
                            : "below, " + UNEXPLAINED;
        };
    }

    /// A deviation must exceed the noise and the least ratio that counts as a difference. Bytes are
    /// counted, so they need no A/A pair.
    private Deviation deviation(double measured, Interval predicted, Measure noise) {
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

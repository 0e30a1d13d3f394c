package dev.wirelab.load.report;

import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.plan.Idle;
import dev.wirelab.load.result.Figures;
import dev.wirelab.load.result.Merged;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.stats.Sitting;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// What the model says of the rows of a workload, beside what was measured.
final class TheorySection {
    private static final String MODEL = " docs/measuring.md describes the model.";
    private static final double LEAST_MILLIS = 0.001;
    private static final Map<String, Double> PERCENTILES =
            Map.of("p50", 0.5, "p90", 0.9, "p99", 0.99);
    private static final List<String> ORDER = List.of("p50", "p90", "p99");

    private final Judged judged;
    private final OfferedLoad load;
    private final List<List<String>> cells = new ArrayList<>();
    private final List<Chart.Range> latencies = new ArrayList<>();

    private TheorySection(Judged judged) {
        this.judged = judged;
        this.load = OfferedLoad.of(judged.workload());
    }

    /// The blocks; none if no row has anything to be held against a model.
    static List<Block> of(Judged judged) {
        return new TheorySection(judged).blocks();
    }

    private List<Block> blocks() {
        for (Row row : judged.all()) {
            if (row.merged() != null) {
                row(row, row.merged());
            }
        }
        if (cells.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Text(words()));
        if (!latencies.isEmpty()) {
            blocks.add(
                    new Block.Figure(
                            new Chart.Ranges("ms", "measured", "predicted", latencies),
                            "Latency by percentile: measured against the model's bounds."));
        }
        blocks.add(
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
        return blocks;
    }

    private String words() {
        boolean idle = judged.workload().isQuiet();
        String transports =
                judged.all().stream()
                        .flatMap(row -> TransportModels.byId(row.transport()).stream())
                        .map(
                                idle
                                        ? TransportModel::idleExplained
                                        : TransportModel::latencyExplained)
                        .distinct()
                        .collect(Collectors.joining(" "));
        return idle
                ? "Per connection and second. " + transports + MODEL
                : transports
                        + " A reader that was disconnected fetches what it missed when it is back. The time to"
                        + " the lab and back is taken from the acknowledgements of the same row. Bytes are the"
                        + " codecs' own sizes, framing by specification and measured HTTP heads."
                        + MODEL;
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
        HttpHeadSizes heads = heads(row, model, seen);
        if (judged.workload() instanceof Idle) {
            Prediction.Traffic idle =
                    model.predictIdle(new IdleModel(load, seen.windowMicros(), heads));
            exact(row, Figures.BYTES_UP_IDLE, "bytes up", idle.bytesUp());
            exact(row, Figures.BYTES_DOWN_IDLE, "bytes down", idle.bytesDown());
            exact(row, Figures.REQUESTS_IDLE, "requests", idle.requests());
        } else {
            MessageSizes sizes = MessageSizes.of(judged.workload());
            published(
                    row,
                    merged,
                    model.predict(new MessageModel(load, seen.inputs(), sizes, heads)));
        }
    }

    private void published(Row row, Merged merged, Prediction prediction) {
        for (String percentile : ORDER) {
            latency(row, merged, Quantity.DELIVERY, "", percentile, prediction);
        }
        for (String percentile : ORDER) {
            latency(row, merged, Quantity.ROUND_TRIP, "round trip ", percentile, prediction);
        }
        prediction
                .traffic()
                .ifPresentOrElse(
                        traffic -> {
                            exact(row, Figures.BYTES_UP, "bytes up", traffic.bytesUp());
                            exact(row, Figures.BYTES_DOWN, "bytes down", traffic.bytesDown());
                            if (traffic.requests().high() > 0) {
                                exact(row, Figures.REQUESTS, "requests", traffic.requests());
                            }
                        },
                        () -> noModel(row, "bytes"));
    }

    private void noModel(Row row, String what) {
        cells.add(List.of(row.title(), what, "no model", "", "", "", "not judged"));
    }

    private HttpHeadSizes heads(Row row, TransportModel model, Observations seen) {
        HttpHeadSizes kept =
                model.heads(
                        judged.workload().timing(), seen.http().host(), seen.http().tokenBytes());
        return row.freshConnections() ? kept.fresh() : kept;
    }

    private void latency(
            Row row,
            Merged merged,
            Quantity span,
            String name,
            String percentile,
            Prediction prediction) {
        OptionalDouble measured = Observations.median(merged, Figures.of(span, percentile));
        if (measured.isEmpty()) {
            return;
        }
        double quantile = PERCENTILES.getOrDefault(percentile, 0.5);
        Interval predicted =
                millis(
                        span == Quantity.ROUND_TRIP
                                ? prediction.roundTrip().apply(quantile)
                                : prediction.latency().apply(quantile));
        double millis = Math.max(LEAST_MILLIS, measured.getAsDouble() / 1e3);
        Measure noise = percentile.equals("p50") ? Measure.MEDIAN : Measure.P99;
        double late = Observations.injectorLag(merged, percentile) / 1e3;
        Deviation deviation = deviation(millis, predicted, noise);
        boolean judgedHere =
                judged.isQuietEnough(noise) || deviation.kind() == Deviation.Kind.AS_PREDICTED;
        String words =
                judgedHere
                        ? latencyWords(deviation, millis, predicted, late)
                        : "not judged: " + noiseWords(noise);
        add(row, name + percentile + ", ms", deviation, words);
        latencies.add(
                new Chart.Range(
                        row.title() + " " + name + percentile,
                        millis,
                        predicted,
                        judgedHere && deviation.kind() != Deviation.Kind.AS_PREDICTED));
    }

    private String noiseWords(Measure noise) {
        OptionalDouble floor = judged.floor(noise);
        return floor.isPresent()
                ? "equal rows may lie %s times apart here"
                        .formatted(Numbers.plain(floor.getAsDouble()))
                : "no row was run against itself, so what noise is, is not known";
    }

    private static String latencyWords(
            Deviation deviation, double millis, Interval predicted, double late) {
        return switch (deviation.kind()) {
            case AS_PREDICTED -> "as predicted";
            case ABOVE ->
                    millis - predicted.high() <= late
                            ? "above: by no more than the load program itself was late, "
                                    + Numbers.plain(late)
                                    + " ms"
                            : "above, beyond the noise: not explained by the model";
            case BELOW -> "below, beyond the noise: not explained by the model";
        };
    }

    private void exact(Row row, String figure, String what, Interval predicted) {
        Merged merged = row.merged();
        if (merged == null) {
            return;
        }
        Observations.median(merged, figure)
                .ifPresent(measured -> {
                    Deviation deviation = deviation(measured, predicted, Measure.BYTES);
                    add(
                            row,
                            what,
                            deviation,
                            switch (deviation.kind()) {
                                case AS_PREDICTED -> "as predicted";
                                case ABOVE -> "above, beyond the noise: not explained by the model";
                                case BELOW -> belowWords(row);
                            });
                });
    }

    private static String belowWords(Row row) {
        boolean late = row.results().anyMatch(run -> run.injector().bound());
        return late && row.pollSeconds().isPresent()
                ? "below: the load program was late, and polls that are late leave out their turn"
                : "below, beyond the noise: not explained by the model";
    }

    /// Beyond the bounds by more than the noise, and than what counts as a difference at all. Bytes
    /// are counted, so they need no A/A pair.
    private Deviation deviation(double measured, Interval predicted, Measure noise) {
        return Deviation.of(
                measured,
                predicted,
                Math.max(
                        Sitting.LEAST_RATIO,
                        judged.isQuietEnough(noise) ? judged.floor(noise).orElse(1) : 1));
    }

    private void add(Row row, String what, Deviation deviation, String words) {
        Interval predicted = deviation.predicted();
        cells.add(
                List.of(
                        row.title(),
                        what,
                        Numbers.plain(predicted.estimate()),
                        predicted.low() == predicted.high() ? "" : Numbers.range(predicted),
                        Numbers.plain(deviation.measured()),
                        Numbers.plain(deviation.ratio()),
                        words));
    }

    private static Interval millis(Interval micros) {
        return new Interval(
                Math.max(LEAST_MILLIS, micros.estimate() / 1e3),
                Math.max(LEAST_MILLIS, micros.low() / 1e3),
                Math.max(LEAST_MILLIS, micros.high() / 1e3));
    }
}

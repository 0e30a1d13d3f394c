package dev.wirelab.load.report;

import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.plan.Idle;
import dev.wirelab.load.result.Figures;
import dev.wirelab.load.result.Merged;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.stats.Sitting;
import dev.wirelab.load.theory.Demand;
import dev.wirelab.load.theory.Deviation;
import dev.wirelab.load.theory.HttpHeads;
import dev.wirelab.load.theory.Prediction;
import dev.wirelab.load.theory.Quiet;
import dev.wirelab.load.theory.Theory;
import dev.wirelab.load.theory.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// What the model says of the rows of a workload, beside what was measured.
final class TheorySection {
    private static final double LEAST_MILLIS = 0.001;
    private static final Map<String, Double> PERCENTILES =
            Map.of("p50", 0.5, "p90", 0.9, "p99", 0.99);
    private static final List<String> ORDER = List.of("p50", "p90", "p99");

    private final Judged judged;
    private final Demand demand;
    private final List<List<String>> cells = new ArrayList<>();
    private final List<Chart.Range> latencies = new ArrayList<>();

    private TheorySection(Judged judged) {
        this.judged = judged;
        this.demand = Demand.of(judged.workload());
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
        return judged.workload().isQuiet()
                ? "Each connection in a second: a WebSocket is pinged every 25 s (RFC 6455 §5.5.2), a"
                        + " long poll is answered empty when its time is over, a short poll goes on, and"
                        + " nothing passes on TCP. The model is in docs/measuring.md."
                : "Push takes a message to the lab and on to its readers, one by one; on a long poll it"
                        + " may wait until its reader's next poll is there (one to three transits, RFC 6202"
                        + " §2.2); on a short poll it waits for its reader's turn; who was away fetches it on"
                        + " coming back. The way there and back is taken from the acknowledgements of the"
                        + " same row. Bytes are the codecs' own sizes, the frames of RFC 6455 §5.2 and"
                        + " measured HTTP heads. The model is in docs/measuring.md.";
    }

    private void row(Row row, Merged merged) {
        Optional<Observations> seen = Observations.of(row, merged);
        if (judged.workload() instanceof Idle) {
            seen.flatMap(observations ->
                            Quiet.of(
                                    row.transport(),
                                    demand,
                                    observations.windowMicros(),
                                    heads(row, observations)))
                    .ifPresent(traffic -> {
                        exact(row, Figures.BYTES_UP_IDLE, "bytes up", traffic.bytesUp());
                        exact(row, Figures.BYTES_DOWN_IDLE, "bytes down", traffic.bytesDown());
                        exact(row, Figures.REQUESTS_IDLE, "requests", traffic.requests());
                    });
            return;
        }
        seen.flatMap(observations ->
                        new Theory(
                                        demand,
                                        observations.observed(),
                                        Units.of(judged.workload()),
                                        heads(row, observations))
                                .of(row.transport()))
                .ifPresent(prediction -> said(row, merged, prediction));
    }

    private void said(Row row, Merged merged, Prediction prediction) {
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
                        () ->
                                cells.add(
                                        List.of(
                                                row.title(),
                                                "bytes",
                                                "no model",
                                                "",
                                                "",
                                                "",
                                                "not judged")));
    }

    private HttpHeads heads(Row row, Observations seen) {
        HttpHeads kept =
                HttpHeads.of(
                        row.transport(),
                        judged.workload().timing(),
                        seen.http().host(),
                        seen.http().tokenBytes());
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
        return late && row.transport().equals("short-poll")
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

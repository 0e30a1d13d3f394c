package dev.wirelab.load.report;

import static dev.wirelab.load.page.Block.column;

import dev.wirelab.load.link.IpTraffic;
import dev.wirelab.load.link.LinkReport;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.page.Block;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Figure;
import dev.wirelab.load.result.Histograms;
import dev.wirelab.load.result.Percentiles;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.text.TextFormat;
import dev.wirelab.load.theory.DistanceModel;
import dev.wirelab.load.theory.OfferedLoad;
import dev.wirelab.load.theory.TransportModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.HdrHistogram.HistogramIterationValue;

/// The emulated network: what its self-test found, what distance predicts for each row, and the IP
/// packets that the engine counted.
final class LinkSection {
    private static final Map<String, Double> PERCENTILES =
            new TreeMap<>(Map.of("p50", 0.5, "p99", 0.99));

    private static final List<String> HEADINGS =
            List.of("row", "what", "predicted", "bounds", "measured", "judged", "transits");

    /// Shorter delays cannot be distinguished from those of the programs.
    private static final double LEAST_TRANSIT_MICROS = 5_000;

    private static final int MOST_TRANSITS = 4;

    private final ComparisonResult comparison;
    private final LinkReport link;
    private final Path folder;

    private LinkSection(ComparisonResult comparison, LinkReport link, Path folder) {
        this.comparison = comparison;
        this.link = link;
        this.folder = folder;
    }

    /// The blocks; none without a link.
    ///
    /// @param folder of the result's files; rows without histograms have no transits
    static List<Block> of(ComparisonResult comparison, Path folder) {
        LinkReport link = comparison.link();
        return link == null ? List.of() : new LinkSection(comparison, link, folder).blocks();
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Text(TextFormat.capitalized(link.sentence()) + "."));
        blocks.add(selfTest());
        List<List<String>> distances =
                comparison.rows().stream().flatMap(row -> distances(row).stream()).toList();
        if (!distances.isEmpty()) {
            blocks.add(
                    Texts.paragraph(
                            "link.distance",
                            TextFormat.rounded(link.up().delayMicros() / 1e3),
                            TextFormat.rounded(link.down().delayMicros() / 1e3)));
            blocks.add(new Block.Table(HEADINGS, distances));
        }
        List<Row> counted =
                comparison.rows().stream()
                        .filter(row -> row.results().anyMatch(run -> run.ip() != null))
                        .toList();
        if (!counted.isEmpty()) {
            blocks.add(Texts.paragraph("link.packets"));
            blocks.add(packets(counted));
        }
        return blocks;
    }

    private Block selfTest() {
        return new Block.Table(
                List.of(
                        "direction",
                        "delay, ms",
                        "found p50, p99",
                        "rate, kbit/s",
                        "found",
                        "loss",
                        "found"),
                List.of(way("to the lab", link.up()), way("from the lab", link.down())));
    }

    private static List<String> way(String name, LinkReport.Way way) {
        return List.of(
                name,
                TextFormat.rounded(way.delayMicros() / 1e3),
                TextFormat.rounded(way.deliveredP50() / 1e3)
                        + ", "
                        + TextFormat.rounded(way.deliveredP99() / 1e3),
                way.bitsPerSecond() == 0 ? "unlimited" : Long.toString(way.bitsPerSecond() / 1_000),
                way.deliveredBitsPerSecond() < 0
                        ? "not tested"
                        : Long.toString(Math.round(way.deliveredBitsPerSecond() / 1e3)),
                TextFormat.rounded(way.loss() * 100) + " %",
                way.deliveredLoss() < 0
                        ? "not tested"
                        : TextFormat.rounded(way.deliveredLoss() * 100) + " %");
    }

    private List<List<String>> distances(Row row) {
        Optional<DistanceModel.Way> way =
                TransportModels.byId(row.transport()).map(model -> model.way());
        if (way.isEmpty()
                || row.merged() == null
                || row.workload().isQuiet()
                || row.server() != null) {
            return List.of();
        }
        List<List<String>> lines = new ArrayList<>();
        PERCENTILES.forEach((name, quantile) -> {
            Percentiles latency = row.latency(Quantity.DELIVERY);
            if (latency.count() > 0) {
                Interval predicted = predicted(row, link, way.get(), quantile).times(1e-3);
                double measured = latency.of(name) / 1e3;
                lines.add(
                        List.of(
                                row.title(),
                                name + ", ms",
                                TextFormat.rounded(predicted.estimate()),
                                TextFormat.range(predicted),
                                TextFormat.rounded(measured),
                                judged(predicted, measured),
                                name.equals("p50") ? transits(row) : ""));
            }
        });
        return lines;
    }

    private String judged(Interval predicted, double measured) {
        if (predicted.contains(measured)) {
            return "as distance predicts";
        }
        String kept = link.kept() ? "" : "; the link was not as asked";
        return measured < predicted.low()
                ? "below: not explained" + kept
                : "above: the programs, queues or retransmissions took the rest" + kept;
    }

    /// The delivery latency that distance predicts for a row, in microseconds.
    static Interval predicted(Row row, LinkReport link, DistanceModel.Way way, double quantile) {
        double bytes = row.median(Figure.BYTES_DOWN::of).orElse(0);
        LinkReport.Way down = link.down();
        double event =
                down.bitsPerSecond() == 0 ? 0 : bytes * Byte.SIZE * 1e6 / down.bitsPerSecond();
        return new DistanceModel(
                        OfferedLoad.of(row.workload()),
                        link.up().delayMicros(),
                        down.delayMicros(),
                        link.up().jitterMicros() + down.jitterMicros(),
                        event,
                        link.up().loss() + down.loss() > 0,
                        row.freshConnections())
                .latency(way, quantile);
    }

    /// `1: 96 %, 2: 3 %, 3: 1 %`: how many transits deliveries took after the lab had the message.
    private String transits(Row row) {
        double transit = link.down().delayMicros();
        if (transit < LEAST_TRANSIT_MICROS) {
            return "too short to count";
        }
        Map<Integer, Long> counts = new TreeMap<>();
        try {
            Histograms.read(folder.resolve(row.folder()), Quantity.DELIVERY)
                    .ifPresent(micros -> {
                        for (HistogramIterationValue value : micros.recordedValues()) {
                            double after = value.getValueIteratedTo() - link.up().delayMicros();
                            int whole = (int) Math.max(1, Math.round(after / transit));
                            counts.merge(
                                    Math.min(whole, MOST_TRANSITS),
                                    value.getCountAtValueIteratedTo(),
                                    Long::sum);
                        }
                    });
        } catch (IOException e) {
            return "";
        }
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        return counts.entrySet().stream()
                .map(each ->
                        "%d%s: %s %%"
                                .formatted(
                                        each.getKey(),
                                        each.getKey() == MOST_TRANSITS ? " or more" : "",
                                        TextFormat.rounded(100.0 * each.getValue() / all)))
                .collect(Collectors.joining(", "));
    }

    private static Block packets(List<Row> rows) {
        return Block.Table.of(
                List.of(
                        column("row", Row::title),
                        column("packets up", row -> each(row, IpTraffic::packetsUp)),
                        column("packets down", row -> each(row, IpTraffic::packetsDown)),
                        column("IP bytes up", row -> each(row, IpTraffic::bytesUp)),
                        column("IP bytes down", row -> each(row, IpTraffic::bytesDown)),
                        column("lost, all runs", row -> sum(row, IpTraffic::lost)),
                        column("queue full, all runs", row -> sum(row, IpTraffic::overflowed))),
                rows);
    }

    private static String each(Row row, ToLongFunction<IpTraffic> amount) {
        return row.median(run -> perMessage(run, amount)).stream()
                .mapToObj(TextFormat::rounded)
                .findFirst()
                .orElse("not counted");
    }

    private static String sum(Row row, ToLongFunction<IpTraffic> amount) {
        return Long.toString(
                row.results()
                        .mapToLong(run -> run.ip() == null ? 0 : amount.applyAsLong(run.ip()))
                        .sum());
    }

    /// An amount of IP per delivered message of a run; NaN if it was not counted.
    static double perMessage(RunResult run, ToLongFunction<IpTraffic> amount) {
        return run.ip() == null || run.meterWindow() == null || run.meterWindow().deliveries() == 0
                ? Double.NaN
                : (double) amount.applyAsLong(run.ip()) / run.meterWindow().deliveries();
    }
}

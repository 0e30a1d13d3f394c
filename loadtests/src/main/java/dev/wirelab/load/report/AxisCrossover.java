package dev.wirelab.load.report;

import dev.wirelab.load.chart.AxisChart;
import dev.wirelab.load.crossover.Axis;
import dev.wirelab.load.crossover.BestRange;
import dev.wirelab.load.link.IpTraffic;
import dev.wirelab.load.link.LinkReport;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.page.Block;
import dev.wirelab.load.page.Page;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Figure;
import dev.wirelab.load.result.Percentiles;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.table.Notes;
import dev.wirelab.load.text.TextFormat;
import dev.wirelab.load.theory.DistanceModel;
import dev.wirelab.load.theory.TransportModel;
import dev.wirelab.load.theory.TransportModels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// Where one transport overtakes another while a property of the network grows: latency as it was
/// measured beside what distance alone predicts, and bytes.
public final class AxisCrossover {
    /// What the programs take by themselves: smaller differences decide nothing.
    private static final double MARGIN_MILLIS = 5;

    private static final String LEGEND =
            "Each cell is measured / predicted: the median or the 99th percentile of the delivery"
                    + " latency in ms, and what distance, rate and polling alone make of it. Among the"
                    + " best: within a fifth and 5 ms of the lowest, in one run each; bytes: within a"
                    + " fifth. ! not within the bounds of the prediction, which the report of that"
                    + " network has.";

    private final Axis axis;
    private final List<String> values;
    private final List<NetworksMatrix.Network> networks;
    private final List<String> transports;

    private AxisCrossover(Axis axis, List<String> values, List<NetworksMatrix.Network> networks) {
        this.axis = axis;
        this.values = values.subList(0, networks.size());
        this.networks = networks;
        this.transports =
                networks.stream()
                        .flatMap(network -> network.result().rows().stream())
                        .map(Row::title)
                        .distinct()
                        .toList();
    }

    private enum Latency {
        MEDIAN("p50", 0.5),
        TAIL("p99", 0.99);

        private final String id;
        private final double quantile;

        Latency(String id, double quantile) {
            this.id = id;
            this.quantile = quantile;
        }
    }

    /// The result for a terminal.
    ///
    /// @param values of the axis, one for each network or more
    public static String text(
            Axis axis, List<String> values, List<NetworksMatrix.Network> networks) {
        AxisCrossover crossover = new AxisCrossover(axis, values, networks);
        StringBuilder text = new StringBuilder();
        for (Latency latency : Latency.values()) {
            text.append("%s in ms over %s, measured / predicted\n".formatted(latency.id, axis.id()))
                    .append(NetworksMatrix.aligned(crossover.headings(), crossover.rows(latency)));
        }
        text.append("bytes per message\n")
                .append(NetworksMatrix.aligned(crossover.headings(), crossover.byteRows()));
        Stream.concat(crossover.sentences().stream(), Stream.of(LEGEND))
                .forEach(words -> text.append(TextFormat.wrapped(words, TerminalText.WIDTH, "  ")));
        crossover
                .notes()
                .forEach(note ->
                        text.append(TextFormat.wrapped("! " + note, TerminalText.WIDTH, "  ")));
        return text.toString();
    }

    /// The same as a page.
    public static Page page(Axis axis, List<String> values, List<NetworksMatrix.Network> networks) {
        AxisCrossover crossover = new AxisCrossover(axis, values, networks);
        List<Page.Section> sections = new ArrayList<>();
        List<Block> notes =
                crossover.notes().stream().map(note -> (Block) new Block.Warning(note)).toList();
        if (!notes.isEmpty()) {
            sections.add(new Page.Section("Read this first", notes));
        }
        for (Latency latency : Latency.values()) {
            sections.add(
                    new Page.Section(
                            "%s over %s".formatted(latency.id, axis.id()),
                            List.of(
                                    crossover.figure(latency),
                                    new Block.Table(
                                            crossover.headings(), crossover.rows(latency)))));
        }
        sections.add(
                new Page.Section(
                        "Bytes per message",
                        List.of(new Block.Table(crossover.headings(), crossover.byteRows()))));
        sections.add(
                new Page.Section(
                        "The networks",
                        networks.stream()
                                .map(network ->
                                        (Block)
                                                new Block.Text(
                                                        network.folder()
                                                                + "/report.html: "
                                                                + network.name()))
                                .toList()));
        ComparisonResult first = networks.getFirst().result();
        sections.add(new Page.Section("The machine", EnvironmentSection.of(first)));
        return new Page(
                "Crossover over %s, %s"
                        .formatted(axis.id(), first.started().replaceFirst("T.*", "")),
                Stream.concat(crossover.sentences().stream(), Stream.of(LEGEND)).toList(),
                sections);
    }

    private List<String> notes() {
        return networks.stream()
                .flatMap(network ->
                        Notes.of(network.result()).stream()
                                .map(note -> network.name() + ": " + note))
                .toList();
    }

    private List<String> headings() {
        return Stream.concat(Stream.of("transport"), values.stream()).toList();
    }

    private List<List<String>> rows(Latency latency) {
        Map<String, List<Double>> measured = measured(latency);
        Map<String, List<Double>> predicted = predicted(latency);
        return transports.stream()
                .map(transport -> {
                    List<String> cells = new ArrayList<>(List.of(transport));
                    for (int i = 0; i < networks.size(); i++) {
                        cells.add(
                                "%s / %s%s"
                                        .formatted(
                                                brief(of(measured, transport).get(i)),
                                                brief(of(predicted, transport).get(i)),
                                                isExplained(i, transport, latency) ? "" : "!"));
                    }
                    return cells;
                })
                .toList();
    }

    private List<List<String>> byteRows() {
        return bytes().entrySet().stream()
                .map(each ->
                        Stream.concat(
                                        Stream.of(each.getKey()),
                                        each.getValue().stream().map(AxisCrossover::brief))
                                .toList())
                .toList();
    }

    private static List<Double> of(Map<String, List<Double>> all, String transport) {
        return all.getOrDefault(transport, List.of());
    }

    private static String brief(double value) {
        return Double.isNaN(value) ? "-" : TextFormat.brief(value);
    }

    private List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (Latency latency : Latency.values()) {
            String found = best(measured(latency), MARGIN_MILLIS);
            String expected = best(predicted(latency), MARGIN_MILLIS);
            sentences.add(
                    "Among the best in %s: %s.%s"
                            .formatted(
                                    latency.id,
                                    found,
                                    found.equals(expected)
                                            ? " Distance predicts the same."
                                            : " Distance predicts: " + expected + "."));
        }
        sentences.add("Among the best in bytes: " + best(bytes(), 0) + ".");
        return sentences;
    }

    private String best(Map<String, List<Double>> of, double margin) {
        return BestRange.of(values, of, margin).sentence();
    }

    private Block figure(Latency latency) {
        Map<String, List<Double>> measured = measured(latency);
        Map<String, List<Double>> predicted = predicted(latency);
        List<AxisChart.Line> lines =
                transports.stream()
                        .map(transport ->
                                new AxisChart.Line(
                                        transport,
                                        Palette.colour(transport, transports),
                                        of(measured, transport),
                                        of(predicted, transport)))
                        .toList();
        String caption =
                "%s of the delivery latency over %s; dashed: what distance alone predicts."
                        .formatted(latency.id, axis.id());
        return new Block.Figure(new AxisChart(caption, axis.id(), values, lines), caption);
    }

    private interface Cell {
        OptionalDouble of(ComparisonResult result, Row row);
    }

    private Map<String, List<Double>> each(Cell cell) {
        Map<String, List<Double>> all = new LinkedHashMap<>();
        for (String transport : transports) {
            List<Double> line = new ArrayList<>();
            for (NetworksMatrix.Network network : networks) {
                line.add(
                        row(network, transport)
                                .map(row -> cell.of(network.result(), row).orElse(Double.NaN))
                                .orElse(Double.NaN));
            }
            all.put(transport, line);
        }
        return all;
    }

    private static Optional<Row> row(NetworksMatrix.Network network, String transport) {
        return network.result().rows().stream()
                .filter(row -> row.title().equals(transport))
                .findFirst();
    }

    private Map<String, List<Double>> measured(Latency latency) {
        return each((_, row) -> {
            Percentiles of = row.latency(Quantity.DELIVERY);
            return of.count() == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(of.of(latency.id) / 1e3);
        });
    }

    private Map<String, List<Double>> predicted(Latency latency) {
        return each((result, row) -> {
            LinkReport link = result.link();
            Optional<DistanceModel.Way> way = way(row);
            return link == null || way.isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(
                            LinkSection.predicted(row, link, way.get(), latency.quantile).estimate()
                                    / 1e3);
        });
    }

    private static Optional<DistanceModel.Way> way(Row row) {
        return TransportModels.byId(row.transport()).map(TransportModel::way);
    }

    private boolean isExplained(int network, String transport, Latency latency) {
        ComparisonResult result = networks.get(network).result();
        LinkReport link = result.link();
        Optional<Row> row = row(networks.get(network), transport);
        if (row.isEmpty() || link == null) {
            return true;
        }
        double micros = row.get().latency(Quantity.DELIVERY).of(latency.id);
        return way(row.get())
                .map(way ->
                        LinkSection.predicted(row.get(), link, way, latency.quantile)
                                .contains(micros))
                .orElse(true);
    }

    private Map<String, List<Double>> bytes() {
        return each((_, row) -> {
            OptionalDouble ip = row.median(run -> LinkSection.perMessage(run, IpTraffic::bytes));
            return ip.isPresent() ? ip : Figure.BYTES.shown(row);
        });
    }
}

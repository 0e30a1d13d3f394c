package dev.wirelab.load.report;

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
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// The same comparison over several networks as one matrix of transport and network.
public final class NetworksMatrix {
    /// A network in the matrix.
    ///
    /// @param folder of its result, in that of the matrix
    /// @param result of a comparison over a link
    public record Network(String folder, ComparisonResult result) {
        String name() {
            LinkReport link = result.link();
            return link == null ? "loopback" : link.name();
        }
    }

    private static final String BEST = "*";
    private static final String UNEXPLAINED = "!";
    private static final String CELL = "p50 / p99 ms / bytes";

    private static final String LEGEND =
            "p50 and p99 of the delivery latency in ms, then bytes per delivered message: of IP, as the"
                    + " link's engine counted them, or (with ~) of TCP payload. * to choose from there:"
                    + " its p50 was decided, by one run where theory predicts it and the margin allows"
                    + " it, and it was not found to be worse in latency, bytes or CPU. ! not within the"
                    + " bounds that distance predicts; the report of that network has them.";

    private final List<Network> networks;

    private NetworksMatrix(List<Network> networks) {
        this.networks = networks;
    }

    /// The matrix for a terminal.
    public static String text(List<Network> networks) {
        NetworksMatrix matrix = new NetworksMatrix(networks);
        StringBuilder text = new StringBuilder(CELL + "\n");
        text.append(aligned(matrix.headings(), matrix.rows()));
        text.append(TextFormat.wrapped(LEGEND, TerminalText.WIDTH, "  "));
        for (Network network : networks) {
            matrix.sentence(network)
                    .ifPresent(words ->
                            text.append(TextFormat.wrapped(words, TerminalText.WIDTH, "  ")));
        }
        matrix.notes()
                .forEach(note ->
                        text.append(TextFormat.wrapped("! " + note, TerminalText.WIDTH, "  ")));
        return text.toString();
    }

    /// A table in columns of equal width.
    static String aligned(List<String> headings, List<List<String>> rows) {
        List<List<String>> lines = new ArrayList<>(List.of(headings));
        lines.addAll(rows);
        int[] widths = new int[headings.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder padded = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                padded.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
            }
            text.append(padded.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /// The matrix as a page.
    public static Page page(List<Network> networks) {
        NetworksMatrix matrix = new NetworksMatrix(networks);
        List<Block> links =
                networks.stream()
                        .map(network ->
                                (Block)
                                        new Block.Text(
                                                "%s/report.html: %s."
                                                        .formatted(
                                                                network.folder(),
                                                                matrix.sentence(network)
                                                                        .orElse(network.name()))))
                        .toList();
        List<Page.Section> sections = new ArrayList<>();
        List<Block> notes =
                matrix.notes().stream().map(note -> (Block) new Block.Warning(note)).toList();
        if (!notes.isEmpty()) {
            sections.add(new Page.Section("Read this first", notes));
        }
        sections.add(
                new Page.Section(
                        CELL,
                        List.of(
                                new Block.Table(matrix.headings(), matrix.rows()),
                                new Block.Text(LEGEND))));
        sections.add(new Page.Section("The networks", links));
        ComparisonResult first = networks.getFirst().result();
        sections.add(new Page.Section("The machine", EnvironmentSection.of(first)));
        return new Page(
                "Transports over %d networks, %s"
                        .formatted(networks.size(), first.started().replaceFirst("T.*", "")),
                List.of(
                        "The same messages on each transport, over each network, %s."
                                .formatted(
                                        first.repeats() == 1
                                                ? "one run each"
                                                : first.repeats() + " runs each")),
                sections);
    }

    private Optional<String> sentence(Network network) {
        return Optional.ofNullable(network.result().link())
                .map(link -> TextFormat.capitalized(link.sentence()));
    }

    private List<String> notes() {
        return networks.stream()
                .flatMap(network ->
                        Notes.of(network.result()).stream()
                                .map(note -> network.name() + ": " + note))
                .toList();
    }

    private List<String> headings() {
        return Stream.concat(Stream.of("transport"), networks.stream().map(Network::name)).toList();
    }

    private List<List<String>> rows() {
        List<String> ids =
                networks.stream()
                        .flatMap(network -> network.result().rows().stream())
                        .map(Row::title)
                        .distinct()
                        .toList();
        return ids.stream()
                .map(id ->
                        Stream.concat(
                                        Stream.of(id),
                                        networks.stream().map(network -> cell(network, id)))
                                .toList())
                .toList();
    }

    private static String cell(Network network, String id) {
        return ComparableRows.of(network.result()).stream()
                .flatMap(rows ->
                        rows.rows().stream()
                                .filter(row -> row.title().equals(id))
                                .map(row -> cell(network.result(), rows, row)))
                .findFirst()
                .orElse("not measured");
    }

    private static String cell(ComparisonResult result, ComparableRows rows, Row row) {
        Percentiles latency = row.latency(Quantity.DELIVERY);
        if (latency.count() == 0) {
            return "failed";
        }
        return "%s/%s/%s%s%s"
                .formatted(
                        TextFormat.brief(latency.p50() / 1e3),
                        TextFormat.brief(latency.p99() / 1e3),
                        bytes(row),
                        isBest(rows, row) ? BEST : "",
                        isExplained(result, row, latency) ? "" : UNEXPLAINED);
    }

    private static String bytes(Row row) {
        OptionalDouble ip = row.median(run -> LinkSection.perMessage(run, IpTraffic::bytes));
        if (ip.isPresent()) {
            return TextFormat.brief(ip.getAsDouble());
        }
        OptionalDouble payload = Figure.BYTES.shown(row);
        return payload.isPresent() ? "~" + TextFormat.brief(payload.getAsDouble()) : "-";
    }

    private static boolean isBest(ComparableRows rows, Row row) {
        Standings standings = Standings.of(rows);
        return row.isComparable()
                && standings.isDecided(Figure.MEDIAN)
                && isDecided(standings.at(row, Figure.MEDIAN))
                && standings.chosen().contains(row);
    }

    private static boolean isDecided(Standing median) {
        return switch (median.state()) {
            case BEST, FOUND, NOT_FOUND, NOISY -> true;
            case UNDECIDED, NOT_MEASURED -> false;
        };
    }

    private static boolean isExplained(ComparisonResult result, Row row, Percentiles latency) {
        LinkReport link = result.link();
        Optional<DistanceModel.Way> way =
                TransportModels.byId(row.transport()).map(TransportModel::way);
        return link == null
                || way.isEmpty()
                || (LinkSection.predicted(row, link, way.get(), 0.5)
                                .contains((double) latency.p50())
                        && LinkSection.predicted(row, link, way.get(), 0.99)
                                .contains((double) latency.p99()));
    }
}

package dev.wirelab.load.survive;

import dev.wirelab.load.text.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Outcomes as text for a terminal of at least 80 columns, and the cells of all tables.
public final class SurvivalText {
    /// The longest line.
    public static final int WIDTH = 79;

    /// Shorter delays are not shown: a poller has up to a second of delay anyway.
    private static final double USUAL_SECONDS = 1.5;

    private static final String NOTHING = "-";
    private static final String INDENT = "  ";

    static final List<String> COLUMNS =
            List.of(
                    "transport",
                    "noticed",
                    "flows",
                    "by then",
                    "lost",
                    "twice",
                    "order",
                    "conns",
                    "kB");

    private SurvivalText() {}

    /// The description of a fault.
    public static String describe(String fault) {
        return SurvivalTexts.ENGLISH.fault(fault);
    }

    /// The matrix of faults and transports, divided into parts of the maximum width.
    public static String matrix(SurvivalResult result) {
        StringBuilder text = new StringBuilder();
        List<String> part = new ArrayList<>();
        for (String transport : result.transports()) {
            part.add(transport);
            if (widest(table(result, part)) > WIDTH) {
                part.removeLast();
                text.append(aligned(table(result, part))).append('\n');
                part = new ArrayList<>(List.of(transport));
            }
        }
        text.append(aligned(table(result, part)));
        return text.append(TextFormat.wrapped(SurvivalTexts.ENGLISH.legend(), WIDTH, INDENT))
                .toString();
    }

    private static List<List<String>> table(SurvivalResult result, List<String> transports) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(Stream.concat(Stream.of("fault"), transports.stream()).toList());
        lines.addAll(rows(result, transports));
        return lines;
    }

    /// A row for each fault.
    static List<List<String>> rows(SurvivalResult result, List<String> transports) {
        return result.faults().stream()
                .map(fault ->
                        Stream.concat(
                                        Stream.of(fault),
                                        transports.stream()
                                                .map(transport ->
                                                        result.of(fault).stream()
                                                                .filter(each ->
                                                                        each.transport()
                                                                                .equals(transport))
                                                                .findFirst()
                                                                .map(SurvivalText::cell)
                                                                .orElse("")))
                                .toList())
                .toList();
    }

    /// The shortest form of an outcome.
    static String cell(Outcome outcome) {
        if (!outcome.applies()) {
            return NOTHING;
        }
        if (!outcome.through() || outcome.flows() == null) {
            return "no";
        }
        boolean itself = outcome.via().equals(outcome.transport());
        boolean calm = itself && outcome.flows() < USUAL_SECONDS;
        return (calm ? "ok" : TextFormat.brief(outcome.flows()) + " s")
                + (itself ? "" : "*")
                + (outcome.isPerfect() ? "" : "!");
    }

    /// The outcomes of one fault.
    static String details(SurvivalResult result, String fault) {
        List<List<String>> lines = new ArrayList<>(List.of(COLUMNS));
        result.of(fault).forEach(outcome -> lines.add(line(outcome)));
        return aligned(lines);
    }

    static List<String> line(Outcome outcome) {
        if (!outcome.applies()) {
            List<String> line = new ArrayList<>(List.of(outcome.transport()));
            COLUMNS.stream().skip(1).forEach(_ -> line.add(NOTHING));
            return line;
        }
        return List.of(
                outcome.transport(),
                seconds(outcome.noticed()),
                outcome.flows() == null ? "no" : seconds(outcome.flows()),
                outcome.via().equals(outcome.transport()) ? "itself" : outcome.via(),
                "%d of %d".formatted(outcome.lost(), outcome.messages()),
                String.valueOf(outcome.doubled()),
                String.valueOf(outcome.reordered()),
                String.valueOf(outcome.connections()),
                TextFormat.brief(outcome.bytes() / 1e3));
    }

    private static String seconds(@Nullable Double seconds) {
        return Optional.ofNullable(seconds)
                .map(value -> TextFormat.brief(value) + " s")
                .orElse(NOTHING);
    }

    private static int[] widths(List<List<String>> lines) {
        int[] widths = new int[lines.getFirst().size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return widths;
    }

    private static int widest(List<List<String>> lines) {
        int sum = -INDENT.length();
        for (int width : widths(lines)) {
            sum += width + INDENT.length();
        }
        return sum;
    }

    private static String aligned(List<List<String>> lines) {
        int[] widths = widths(lines);
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder padded = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String space = " ".repeat(widths[i] - line.get(i).length());
                padded.append(i == 0 ? line.get(i) + space : space + line.get(i)).append(INDENT);
            }
            text.append(padded.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}

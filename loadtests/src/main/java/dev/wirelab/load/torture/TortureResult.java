package dev.wirelab.load.torture;

import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.text.TextFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The content of `torture.json`.
///
/// @param schema version of this format, [#SCHEMA]
/// @param seed with the same options, makes the same commands and faults
/// @param seconds for which it ran
/// @param nodes of the lab, that share a log in Redis; 1: its log was in memory
/// @param done how often each kind of fault was injected
/// @param connections that the clients opened
/// @param accepted messages
/// @param late those among them that were refused at first, or could have been, see [Audit]
/// @param due deliveries of these
/// @param findings how many of each kind
/// @param details the first of the findings
public record TortureResult(
        int schema,
        long seed,
        double seconds,
        List<String> transports,
        int nodes,
        int clients,
        double rate,
        Map<String, Integer> done,
        long connections,
        int accepted,
        int late,
        int due,
        Map<String, Integer> findings,
        List<Finding> details) {
    /// The current version.
    public static final int SCHEMA = 1;

    /// For programs.
    public static final String JSON = "torture.json";

    private static final int MAX_DETAILS = 1_000;
    private static final int MAX_SHOWN = 10;
    private static final int MAX_WIDTH = 160;

    /// Copies the lists.
    public TortureResult {
        transports = List.copyOf(transports);
        details = List.copyOf(details);
    }

    static TortureResult of(TortureOptions options, TortureRun.Course course, Audit audit) {
        Map<Finding.Kind, Integer> findings = new EnumMap<>(Finding.Kind.class);
        for (Finding.Kind kind : Finding.Kind.values()) {
            findings.put(kind, 0);
        }
        audit.findings().forEach(finding -> findings.merge(finding.kind(), 1, Integer::sum));
        return new TortureResult(
                SCHEMA,
                options.seed(),
                options.duration().toMillis() / 1e3,
                options.transports(),
                options.nodes(),
                options.allClients(),
                options.rate(),
                course.done(),
                course.connections(),
                audit.accepted(),
                audit.late(),
                audit.due(),
                named(findings),
                audit.findings().stream().limit(MAX_DETAILS).toList());
    }

    static <K extends Enum<K>> Map<String, Integer> named(Map<K, Integer> counts) {
        return counts.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                each -> each.getKey().name().toLowerCase(Locale.ROOT),
                                Map.Entry::getValue,
                                Integer::sum,
                                LinkedHashMap::new));
    }

    /// Whether every promise was kept.
    public boolean isClean() {
        return details.isEmpty();
    }

    /// Writes it.
    public void write(Path folder) throws IOException {
        RunFiles.replace(folder.resolve(JSON), RunFiles.json().writeValueAsBytes(this));
    }

    /// A few lines for a terminal.
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                "seed      %d: %d clients on %d transports, %s, %s messages/s for %s s%n"
                        .formatted(
                                seed,
                                clients,
                                transports.size(),
                                nodes == 1 ? "one node" : nodes + " nodes",
                                TextFormat.brief(rate),
                                TextFormat.brief(seconds)));
        text.append("faults    %s; %s connections%n".formatted(counts(done), grouped(connections)));
        text.append(
                "messages  %s accepted (%d of them refused at first), %s deliveries due%n"
                        .formatted(grouped(accepted), late, grouped(due)));
        text.append("findings  ").append(counts(findings));
        details.stream()
                .limit(MAX_SHOWN)
                .map(TortureResult::line)
                .forEach(line -> text.append(System.lineSeparator()).append(line));
        return text.toString();
    }

    private static String line(Finding finding) {
        String line = "  %s %s: %s".formatted(finding.kind(), finding.user(), finding.detail());
        String oneLine = line.replaceAll("\\p{Cntrl}|[\\u2028\\u202e]", "?");
        return oneLine.length() > MAX_WIDTH ? oneLine.substring(0, MAX_WIDTH) : oneLine;
    }

    private static String grouped(long number) {
        return TextFormat.grouped(number);
    }

    private static String counts(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(each -> grouped(each.getValue()) + " " + each.getKey())
                .collect(Collectors.joining(", "));
    }
}

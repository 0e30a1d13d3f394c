package dev.wirelab.load.path;

import dev.wirelab.load.text.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A diagnosis as text for a terminal of at least 80 columns.
public final class PathText {
    /// The longest line.
    static final int WIDTH = 79;

    private static final String GAP = "  ";
    private static final String PROXY = "  %-9s%s";

    private PathText() {}

    /// The table, and for each trouble what mends it.
    public static String of(PathResult result) {
        StringBuilder text = new StringBuilder();
        text.append(
                TextFormat.wrapped(
                        "The way to %s; connections were idle for %d s"
                                .formatted(result.url(), result.idleSeconds()),
                        WIDTH,
                        GAP));
        text.append(table(result.findings()));
        result.troubles()
                .forEach((trouble, checks) ->
                        text.append('\n').append(remedy(trouble, String.join(", ", checks))));
        return text.toString();
    }

    private static String table(List<Finding> findings) {
        int first = findings.stream().mapToInt(each -> each.check().length()).max().orElse(0);
        int last = Finding.State.TROUBLE.name().length();
        int middle = WIDTH - first - last - 2 * GAP.length();
        StringBuilder text = new StringBuilder();
        for (Finding each : findings) {
            List<String> lines = lines(each.found(), middle);
            String line = "%-" + first + "s" + GAP + "%-" + middle + "s" + GAP + "%s";
            text.append(line.formatted(each.check(), lines.getFirst(), PathResult.id(each.state())))
                    .append('\n');
            lines.stream()
                    .skip(1)
                    .forEach(more ->
                            text.append(" ".repeat(first + GAP.length()))
                                    .append(more)
                                    .append('\n'));
        }
        return text.toString();
    }

    /// A text in lines of a width; a word that is longer is broken.
    private static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String line : TextFormat.wrapped(text, width, "").lines().toList()) {
            String rest = line;
            while (rest.length() > width) {
                lines.add(rest.substring(0, width));
                rest = rest.substring(width);
            }
            lines.add(rest);
        }
        return lines;
    }

    private static String remedy(Trouble trouble, String checks) {
        return TextFormat.wrapped(checks + ": " + trouble.sentence(), WIDTH, GAP)
                + lines("nginx", trouble.nginx())
                + lines("HAProxy", trouble.haProxy());
    }

    private static String lines(String proxy, List<String> lines) {
        return lines.stream()
                .map(line -> PROXY.formatted(line.equals(lines.getFirst()) ? proxy : "", line))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}

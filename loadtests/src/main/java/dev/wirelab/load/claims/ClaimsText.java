package dev.wirelab.load.claims;

import java.util.ArrayList;
import java.util.List;

/// A trial as people read it.
public final class ClaimsText {
    private static final int WIDTH = 110;
    private static final String INDENT = " ".repeat(12);

    private ClaimsText() {}

    /// For a terminal: the id, and under it what was claimed, the verdict, what was measured, and
    /// why.
    public static String of(Trial trial) {
        StringBuilder text = new StringBuilder(trial.statement().id()).append('\n');
        for (Line line : lines(trial)) {
            text.append(wrapped(line));
        }
        return text.toString();
    }

    private static String wrapped(Line line) {
        StringBuilder text = new StringBuilder();
        StringBuilder row = new StringBuilder("  %-10s".formatted(line.name()));
        for (String word : line.text().split(" ", -1)) {
            if (row.length() + word.length() > WIDTH) {
                text.append(row.toString().stripTrailing()).append('\n');
                row = new StringBuilder(INDENT);
            }
            row.append(word).append(' ');
        }
        return text.append(row.toString().stripTrailing()).append('\n').toString();
    }

    /// What there is to say.
    static List<Line> lines(Trial trial) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("claimed", trial.statement().claimed()));
        lines.add(new Line("by", trial.statement().source()));
        Finding finding = trial.finding();
        if (finding == null) {
            lines.add(new Line("failed", String.valueOf(trial.failure())));
            return lines;
        }
        lines.add(new Line("verdict", finding.verdictInWords()));
        lines.add(new Line("measured", finding.measured()));
        if (!finding.scaling().isEmpty()) {
            lines.add(new Line("scaling", finding.scaling()));
        }
        lines.add(new Line("why", finding.why()));
        return lines;
    }

    /// @param name what the text is: `claimed`, `verdict` …
    record Line(String name, String text) {
        /// In one line.
        String whole() {
            return name + ": " + text;
        }
    }
}

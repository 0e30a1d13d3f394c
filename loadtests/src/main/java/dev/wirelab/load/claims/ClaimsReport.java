package dev.wirelab.load.claims;

import dev.wirelab.load.page.Block;
import dev.wirelab.load.page.HtmlPage;
import dev.wirelab.load.page.MarkdownPage;
import dev.wirelab.load.page.Page;
import dev.wirelab.load.page.ReportFiles;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.text.TextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The results of tested claims: for programs as `claims.json`, for people as `claims.md`,
/// `report.html` and on the terminal.
public final class ClaimsReport {
    /// For programs.
    public static final String JSON = "claims.json";

    /// For people, the same as `report.html`.
    public static final String MARKDOWN = "claims.md";

    private static final int WIDTH = 110;
    private static final String INDENT = " ".repeat(12);

    private ClaimsReport() {}

    /// Writes the files, each of them atomically.
    static void write(Path folder, ClaimsResult result) throws IOException {
        RunFiles.replace(folder.resolve(JSON), RunFiles.json().writeValueAsBytes(result));
        Page page = page(folder, result);
        RunFiles.replace(folder.resolve(MARKDOWN), MarkdownPage.of(page));
        RunFiles.replace(folder.resolve(ReportFiles.HTML), HtmlPage.of(page));
    }

    /// The result of one claim, for a terminal.
    public static String text(ClaimResult result) {
        StringBuilder text = new StringBuilder(result.statement().id()).append('\n');
        lines(result)
                .forEach((name, line) ->
                        text.append(
                                TextFormat.wrapped(
                                        "  %-10s".formatted(name) + line, WIDTH, INDENT)));
        return text.toString();
    }

    /// What there is to read, by its name.
    private static Map<String, String> lines(ClaimResult result) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("claimed", result.statement().claimed());
        lines.put("by", result.statement().source());
        Finding finding = result.finding();
        if (finding == null) {
            lines.put("failed", String.valueOf(result.failure()));
        } else {
            lines.put("verdict", finding.verdictInWords());
            lines.put("measured", finding.measured());
            if (!finding.scaling().isEmpty()) {
                lines.put("scaling", finding.scaling());
            }
            lines.put("why", finding.why());
        }
        return lines;
    }

    private static Page page(Path folder, ClaimsResult result) throws IOException {
        List<Page.Section> sections = new ArrayList<>();
        List<String> verdicts =
                result.trials().stream()
                        .map(claim -> heading(claim) + " – " + claim.statement().claimed())
                        .toList();
        sections.add(new Page.Section("Verdicts", List.of(new Block.Items(verdicts))));
        for (ClaimResult claim : result.trials()) {
            sections.add(new Page.Section(heading(claim), blocks(folder, claim)));
        }
        sections.add(
                new Page.Section(
                        "Environment",
                        List.of(new Block.Text(result.environment().summary() + "."))));
        return new Page(
                "Claims tested",
                List.of(
                        "%s%d well-known statements, each tested once, with lab and clients on this machine."
                                .formatted(
                                        result.partial() ? "Interrupted: " : "",
                                        result.trials().size()),
                        "A verdict applies to this lab on this machine. Two costs or times are called different"
                                + " only if the difference exceeds the measured noise; if noise hides the"
                                + " answer, the verdict is inconclusive.",
                        "docs/measuring-reference.md has the rule of each verdict."),
                sections);
    }

    private static String heading(ClaimResult result) {
        Finding finding = result.finding();
        String words = finding == null ? "failed" : finding.verdict().description();
        boolean more = finding != null && !finding.condition().isEmpty();
        return result.statement().id() + ": " + words + (more ? " …" : "");
    }

    private static List<Block> blocks(Path folder, ClaimResult result) throws IOException {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Items(
                        lines(result).entrySet().stream()
                                .map(line -> line.getKey() + ": " + line.getValue())
                                .toList()));
        Finding finding = result.finding();
        if (finding != null) {
            blocks.add(
                    new Block.Table(
                            List.of("figure", "value", "unit"),
                            finding.figures().stream().map(ClaimsReport::row).toList()));
        }
        List<Block.Link> raw = rawFiles(folder, result.statement().id());
        if (!raw.isEmpty()) {
            blocks.add(new Block.Links("Raw bytes of the connections", raw));
        }
        return blocks;
    }

    private static List<String> row(Finding.Figure figure) {
        return List.of(figure.name(), TextFormat.rounded(figure.value()), figure.unit());
    }

    /// The files that an experiment left.
    private static List<Block.Link> rawFiles(Path folder, String id) throws IOException {
        if (!Files.isDirectory(folder.resolve(id))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.resolve(id))) {
            return files.map(file -> file.getFileName().toString())
                    .sorted()
                    .map(name -> new Block.Link(name, id + "/" + name))
                    .toList();
        }
    }
}

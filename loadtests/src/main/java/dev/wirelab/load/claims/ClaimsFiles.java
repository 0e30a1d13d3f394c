package dev.wirelab.load.claims;

import dev.wirelab.load.report.Block;
import dev.wirelab.load.report.HtmlPage;
import dev.wirelab.load.report.MarkdownPage;
import dev.wirelab.load.report.Numbers;
import dev.wirelab.load.report.Page;
import dev.wirelab.load.report.ReportFiles;
import dev.wirelab.load.result.Environment;
import dev.wirelab.load.result.RunFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The files of a trial of claims: `claims.json`, and for people `claims.md` and, the same for a
/// browser, `report.html`.
public final class ClaimsFiles {
    /// The numbers.
    public static final String DATA = "claims.json";

    /// The same for people.
    public static final String PAGE = "claims.md";

    private ClaimsFiles() {}

    /// Writes them, each whole or not at all.
    static void write(Path folder, ClaimsResult result) throws IOException {
        RunFiles.replace(folder.resolve(DATA), RunFiles.json().writeValueAsBytes(result));
        Page page = page(folder, result);
        replace(folder.resolve(PAGE), MarkdownPage.of(page));
        replace(folder.resolve(ReportFiles.HTML), HtmlPage.of(page));
    }

    private static void replace(Path file, String text) throws IOException {
        RunFiles.replace(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Page page(Path folder, ClaimsResult result) throws IOException {
        List<Page.Section> sections = new ArrayList<>();
        sections.add(
                new Page.Section(
                        "Verdicts",
                        List.of(
                                new Block.Items(
                                        result.trials().stream()
                                                .map(ClaimsFiles::line)
                                                .toList()))));
        for (Trial trial : result.trials()) {
            List<Block> blocks = new ArrayList<>(blocks(trial));
            List<Block.Link> kept = kept(folder, trial);
            if (!kept.isEmpty()) {
                blocks.add(new Block.Links("Bytes as they were on the wire", kept));
            }
            sections.add(new Page.Section(heading(trial), blocks));
        }
        sections.add(new Page.Section("Where", List.of(environment(result.environment()))));
        return new Page(
                "Claims on trial",
                List.of(
                        ((result.partial() ? "Cut off: " : "")
                                        + "%d well-known statements, each tried once on this machine, lab and clients"
                                        + " side by side.")
                                .formatted(result.trials().size()),
                        "A verdict is of this lab here. One thing is called dearer or slower than another"
                                + " only where they lie farther apart than noise would have them; where"
                                + " noise leaves that open, the verdict is that it cannot be told here.",
                        "What leads to which verdict stands in docs/measuring.md, \"Claims on trial\"."),
                sections);
    }

    private static String line(Trial trial) {
        return heading(trial) + " – " + trial.statement().claimed();
    }

    private static String heading(Trial trial) {
        Finding finding = trial.finding();
        String words = finding == null ? "failed" : finding.verdict().words();
        boolean more = finding != null && !finding.condition().isEmpty();
        return trial.statement().id() + ": " + words + (more ? " …" : "");
    }

    /// The files that an experiment has left.
    private static List<Block.Link> kept(Path folder, Trial trial) throws IOException {
        String id = trial.statement().id();
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

    private static List<Block> blocks(Trial trial) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Items(
                        ClaimsText.lines(trial).stream().map(ClaimsText.Line::whole).toList()));
        Finding finding = trial.finding();
        if (finding != null) {
            blocks.add(
                    new Block.Table(
                            List.of("figure", "value", "unit"),
                            finding.figures().stream()
                                    .map(figure ->
                                            List.of(
                                                    figure.name(),
                                                    Numbers.plain(figure.value()),
                                                    figure.unit()))
                                    .toList()));
        }
        return blocks;
    }

    private static Block environment(Environment environment) {
        return new Block.Text(
                "%s, %d cores, %s, %s, Wirelab %s (%s), load average %s."
                        .formatted(
                                environment.cpu(),
                                environment.cores(),
                                environment.kernel(),
                                environment.java(),
                                environment.version(),
                                environment.commit(),
                                Numbers.plain(environment.loadAverage())));
    }
}

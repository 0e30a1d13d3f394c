package dev.wirelab.load.survive;

import dev.wirelab.load.page.Block;
import dev.wirelab.load.page.Page;
import dev.wirelab.load.page.ReportFiles;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.text.TextFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Writes `survive.json`, for programs, and the report, for people.
public final class SurvivalReport {
    /// For programs.
    public static final String JSON = "survive.json";

    private SurvivalReport() {}

    static void write(Path folder, SurvivalResult result) throws IOException {
        RunFiles.replace(folder.resolve(JSON), RunFiles.json().writeValueAsBytes(result));
        ReportFiles.write(folder, page(result));
    }

    static Page page(SurvivalResult result) {
        List<Page.Section> sections = new ArrayList<>();
        for (String fault : result.faults()) {
            sections.add(new Page.Section(fault, blocks(result, fault)));
        }
        sections.add(
                new Page.Section(
                        "Environment",
                        List.of(new Block.Text(result.environment().summary() + ", loopback."))));
        return new Page(
                SurvivalTexts.ENGLISH.text("title"),
                List.of(SurvivalTexts.ENGLISH.text("lead")),
                List.of(
                        new Block.Translated(
                                first(result, SurvivalTexts.ENGLISH),
                                first(result, SurvivalTexts.CHINESE))),
                sections);
    }

    private static List<Block> first(SurvivalResult result, SurvivalTexts texts) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Lead(texts.text("lead")));
        if (result.partial()) {
            blocks.add(new Block.Warning(texts.text("partial")));
        }
        List<String> headings =
                Stream.concat(Stream.of(texts.text("fault")), result.transports().stream())
                        .toList();
        blocks.add(new Block.Table(headings, SurvivalText.rows(result, result.transports())));
        blocks.add(new Block.Text(texts.legend()));
        blocks.add(
                new Block.Items(
                        result.faults().stream()
                                .map(fault -> fault + ": " + texts.fault(fault))
                                .toList()));
        return blocks;
    }

    private static List<Block> blocks(SurvivalResult result, String fault) {
        List<Outcome> outcomes = result.of(fault);
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Text(TextFormat.capitalized(SurvivalTexts.ENGLISH.fault(fault)) + "."));
        blocks.add(
                new Block.Table(
                        Stream.concat(
                                        SurvivalText.COLUMNS.stream(),
                                        Stream.of("log-ins", "noticed by"))
                                .toList(),
                        outcomes.stream()
                                .map(outcome ->
                                        Stream.concat(
                                                        SurvivalText.line(outcome).stream(),
                                                        Stream.of(
                                                                String.valueOf(outcome.logIns()),
                                                                outcome.noticedBy()))
                                                .toList())
                                .toList()));
        blocks.add(
                new Block.Text(
                        "One cell: ./lab survive --faults %s --transports %s"
                                .formatted(fault, outcomes.getFirst().transport())));
        return blocks;
    }
}

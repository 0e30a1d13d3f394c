package dev.wirelab.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.page.Block;
import dev.wirelab.load.page.HtmlPage;
import dev.wirelab.load.page.MarkdownPage;
import dev.wirelab.load.page.Page;
import dev.wirelab.load.page.ReportFiles;
import dev.wirelab.load.plan.Churn;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.theory.TransportModels;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

final class ComparisonPageTest {
    @TempDir private static Path shared = Path.of("");
    private static final Map<Integer, Page> PAGES = new HashMap<>();

    @TempDir private Path folder = Path.of("");

    /// The page of the usual comparison.
    private static Page page(int repeats) throws IOException {
        Page known = PAGES.get(repeats);
        if (known != null) {
            return known;
        }
        Path place = shared.resolve("usual-" + repeats);
        Page page = ComparisonPage.of(Fixture.usual(place, repeats).comparison(), place);
        PAGES.put(repeats, page);
        return page;
    }

    @Test
    void theVerdictNamesNoWinnerAmongEqualsAndNamesTheSlower() throws IOException {
        Page page = page(5);

        assertThat(page.lead())
                .satisfiesExactly(
                        choose ->
                                assertThat(choose)
                                        .matches("Choose .* or .*: lowest p50 \\(5\\.\\d ms\\).*"),
                        avoid -> assertThat(avoid).startsWith("Avoid long-poll (3.6×) where bytes"),
                        open -> assertThat(open).startsWith("Not decided: "));
    }

    @Test
    void oneRunOfEachRowGivesNoVerdict() throws IOException {
        Page page = page(1);

        assertThat(page.lead().getLast()).contains("Not decided: ", "1 and 1 runs");
    }

    @Test
    void oneRunOfEachRowIsEnoughForWhatTheoryPredicts() throws IOException {
        Page page =
                ComparisonPage.of(
                        new Fixture(folder, 1, 5)
                                .row("websocket", "websocket", null, 2, 0, 195)
                                .row("tcp", "tcp", null, 2, 0, 192)
                                .row("short-poll", "short-poll", null, 3, 1000, 220)
                                .comparison(),
                        folder);

        assertThat(String.join(" ", page.lead())).contains("Choose tcp or websocket", "short-poll");
        assertThat(MarkdownPage.of(page))
                .contains("as theory predicts; one run is enough", "undecided: 1 and 1 runs");
    }

    @Test
    void anAaRunAloneNamesNoWinner() throws IOException {
        ComparisonResult aa =
                new Fixture(folder, 2, 9)
                        .row("tcp", "tcp", null, 5, 0, 192)
                        .row("tcp-again", "tcp", "tcp", 5, 0, 192)
                        .comparison();

        assertThat(ComparisonPage.of(aa, folder).lead().getFirst())
                .contains("which transport to choose (fewer than two rows");
    }

    @Test
    void aRowThatLostMessagesIsNotComparedAndThePageSaysSo() throws IOException {
        Page page =
                ComparisonPage.of(
                        new Fixture(folder, 5, 5)
                                .row("websocket", "websocket", null, 5, 0, 195)
                                .row("long-poll", "long-poll", null, 12, 0, 690)
                                .row("websocket-again", "websocket", "websocket", 5, 0, 195)
                                .losing(3)
                                .row("tcp", "tcp", null, 1, 0, 192)
                                .comparison(),
                        folder);

        assertThat(page.lead().getFirst()).startsWith("Choose websocket: ");
        assertThat(page.lead().getLast()).contains("tcp, not compared (15 lost)");
        assertThat(MarkdownPage.of(page))
                .contains("fan-out/tcp is not compared with the others: 15 lost.")
                .doesNotContain("| websocket, tcp |");
    }

    @Test
    void aLateLoadGeneratorIsReportedInEveryVerdict() throws IOException {
        Page page =
                ComparisonPage.of(
                        new Fixture(folder, 5, 5)
                                .late(2.2)
                                .row("websocket", "websocket", null, 5, 0, 195)
                                .row("long-poll", "long-poll", null, 12, 0, 690)
                                .row("websocket-again", "websocket", "websocket", 5, 0, 195)
                                .comparison(),
                        folder);

        // A quarter of 5 ms is less than 2.2, and a quarter of 12 is more.
        assertThat(MarkdownPage.of(page))
                .contains("Injector-bound: fan-out/websocket (p50 in 5 of 5 runs)")
                .containsPattern(
                        "\\| median latency \\| websocket, long-poll \\| .*; injector-bound: websocket \\|")
                .containsPattern("\\| websocket \\| 5\\.\\d+ \\|.*\\| p50 in 5 of 5 \\|");
    }

    @Test
    void eachWorkloadHasItsVerdict() throws IOException {
        Fixture fixture = Fixture.usual(folder, 3);
        Churn churn = new Churn(100, 20, 2, 1_000, 64, Fixture.WORKLOAD.timing());
        Page page =
                ComparisonPage.of(
                        fixture.of(churn).row("tcp", "tcp", null, 5, 0, 192).comparison(), folder);

        assertThat(MarkdownPage.of(page))
                .containsSubsequence(
                        "100 readers in one group, one publisher",
                        "**Choose ",
                        "2 times all readers lose their connections",
                        "**Not decided: which transport to choose (fewer than two rows",
                        "## churn: Lost connections",
                        "| tcp | 1 | 1 | 100 | 99 | 12.500 | 2000 |");
    }

    @Test
    void theFirstScreenHasAJudgedCellForEachRowAndFigure() throws IOException {
        String html = HtmlPage.of(page(5));
        String first =
                html.substring(
                        html.indexOf("<div lang=\"en\">"), html.indexOf("<div lang=\"zh\">"));

        assertThat(first.split("<td ", -1)).hasSize(1 + 5 * 5);
        assertThat(first)
                .containsPattern(
                        "l4\">tcp</th><td class=\"best\" data-heading=\"p50\" title=\"the best")
                .containsPattern(
                        "<td class=\"found\" data-heading=\"p50\"[^>]*><b>▲ 10\\d×</b> <small>9\\d–1\\d\\d<")
                .containsPattern(
                        "<td class=\"found slight\" data-heading=\"bytes\"[^>]*><b>▲ 1.02×</b>")
                .containsPattern(
                        "<td class=\"not-found\" data-heading=\"p50\"[^>]*><b>≈ 1.0\\d×</b>");
    }

    @Test
    void theFirstScreenIsInChineseToo() throws IOException {
        String html = HtmlPage.of(page(5));

        assertThat(html.substring(html.indexOf("<div lang=\"zh\">")))
                .contains("选择 ", "避免：long-poll（3.6 倍）", "未能判定：", ">字节</th>");
    }

    @Test
    void everythingButTheFirstScreenAndTheWarningsIsFolded() throws IOException {
        Page page =
                ComparisonPage.of(
                        Fixture.usual(folder, 2)
                                .losing(1)
                                .row("sse", "sse", null, 5, 0, 195)
                                .comparison(),
                        folder);

        assertThat(page.sections())
                .filteredOn(section -> !section.folded())
                .extracting(Page.Section::heading)
                .containsExactly("Read this first");
        assertThat(HtmlPage.of(page)).contains("<summary><h2>Latency</h2></summary>");
    }

    @Test
    void theTransportsHaveTheColoursOfTheLabsPage() throws IOException {
        Path web = Path.of("../lab-web/src/main/resources/web");
        List<String> colours = lanes(Files.readString(web.resolve("css/colours.css")));
        String lanes = Files.readString(web.resolve("js/transports/index.js"));

        assertThat(lanes(html())).hasSize(8).isEqualTo(colours);
        for (String id : TransportModels.ids()) {
            String[] words = id.split("[-.]", -1);
            String name =
                    words.length == 1
                            ? id
                            : words[0]
                                    + words[1].substring(0, 1).toUpperCase(Locale.ROOT)
                                    + words[1].substring(1);
            List<String> order =
                    List.of(lanes.replaceAll("(?s).*transports = \\[(.*)\\].*", "$1").split(", "));
            assertThat(order.indexOf(name)).as(id).isEqualTo(Palette.colour(id, List.of()));
        }
    }

    private static List<String> lanes(String css) {
        return Pattern.compile("--lane-\\d: light-dark\\(.*\\)")
                .matcher(css)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void thePageLoadsNothingFromAnywhere() throws IOException {
        String html = html();

        assertThat(Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(html).results())
                .map(match -> match.group(1))
                .isNotEmpty()
                .allMatch(link -> link.startsWith("fan-out/"));
        assertThat(html).doesNotContain("<script", "@import", "url(", "http://", "https://");
    }

    @Test
    void everyChartIsWellFormedAndHoldsOnlyNumbers() throws Exception {
        String html = html();
        List<String> charts =
                Pattern.compile("<svg.*?</svg>", Pattern.DOTALL)
                        .matcher(html)
                        .results()
                        .map(match -> match.group())
                        .toList();

        assertThat(charts).hasSize(4);
        for (String chart : charts) {
            assertThat(chart).doesNotContain("NaN", "Infinity", "∞");
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(chart)));
        }
        assertThat(charts.getFirst()).contains(">websocket-again</text>", "polyline");
    }

    @Test
    void bothFormsHaveTheSameTables() throws IOException {
        ComparisonResult comparison = Fixture.usual(folder, 2).comparison();
        ReportFiles.write(folder, ComparisonPage.of(comparison, folder));

        String html = Files.readString(folder.resolve("report.html"));
        String markdown = Files.readString(folder.resolve("report.md"));
        assertThat(html.split("<table", -1))
                .as("the matrix is there in two languages")
                .hasSize(markdown.split("\\| --- \\|\n", -1).length + 1);
        for (String row : List.of("websocket", "tcp", "long-poll")) {
            assertThat(html).contains("<td>" + row + "</td>");
            assertThat(markdown).contains("| fan-out | " + row + " | - | 2 | 36000 |");
        }
        assertThat(html).contains("<th scope=\"row\">short-poll-fresh (1 s)</th>");
        assertThat(markdown).contains("| fan-out | short-poll-fresh | 1 | 2 | 36000 |");
        assertThat(markdown)
                .contains("[Gatling's report of run 2](fan-out/tcp/2/gatling/index.html)");
    }

    @Test
    void theOverheadOfTcpAndIpIsShownAsAnEstimate() throws IOException {
        String markdown = MarkdownPage.of(page(2));

        // Two segments a delivery in the fixture, 52 bytes each; and 18,000 deliveries in 9.3 s.
        assertThat(markdown)
                .contains("| headers of TCP and IP besides (estimated) | 104 |")
                .contains("| headers of TCP and IP besides (estimated) | 201290 |");
    }

    @Test
    void unexplainedValuesAreMarked() throws IOException {
        String markdown = MarkdownPage.of(page(5));

        // The fixture's WebSocket moves half as many bytes down as the model has it.
        assertThat(markdown).containsPattern("\\| websocket \\| bytes down \\|.*below, beyond");
        assertThat(markdown)
                .containsPattern("\\| short-poll \\(1 s\\) \\| p50, ms \\|.*as predicted");
        assertThat(markdown)
                .as("the variants and the A/A have a model too")
                .containsPattern("\\| short-poll-fresh \\(1 s\\) \\| p50, ms \\|.*as predicted")
                .containsPattern("\\| websocket-again \\| p50, ms \\|");
    }

    @Test
    void withoutANoiseFloorNoLatencyContradictsTheModel() throws IOException {
        String markdown = MarkdownPage.of(page(1));

        assertThat(markdown)
                .containsPattern("\\| websocket \\| p50, ms \\|.*not judged: no row was run")
                .containsPattern("\\| short-poll \\(1 s\\) \\| p50, ms \\|.*as predicted")
                .contains("Noise floor: median latency not known");
    }

    @Test
    void theLedgersShareOfTheCpuTimeIsShownBesideTheFigures() throws IOException {
        String markdown = MarkdownPage.of(page(2));

        assertThat(markdown)
                .containsSubsequence(
                        "## What a delivered message costs", "with the ledger", "CPU, µs");
    }

    @Test
    void theLedgersClassesAddUpToTheBytesOfAMessage() throws IOException {
        String markdown = MarkdownPage.of(page(2));

        assertThat(markdown).contains("| payload | 64.6 |", "| sum | 195 | 192 | 690 | 220 |");
        // 18,000 of 195 bytes in 9.3 s, and so on.
        assertThat(markdown)
                .contains("| payload | 125110 |", "| sum | 377419 | 371613 | 1335484 |");
    }

    @Test
    void textIsEscaped() {
        Page page =
                new Page(
                        "<a> & b",
                        List.of("\"x\" < y"),
                        List.of(new Page.Section("s", List.of(new Block.Warning("<script>")))));

        assertThat(HtmlPage.of(page))
                .contains("&lt;a&gt; &amp; b", "&quot;x&quot; &lt; y", "&lt;script&gt;")
                .doesNotContain("<script>");
    }

    private String html() throws IOException {
        return HtmlPage.of(page(2));
    }

    /// "As predicted" is shown exactly where the measured value is within the bounds.
    @Test
    void theWordsBesideAPredictionFollowFromItsNumbers() throws IOException {
        Page page =
                ComparisonPage.of(
                        new Fixture(folder, 5, 5)
                                .row("websocket", "websocket", null, 3, 0, 195)
                                .row("tcp", "tcp", null, 3.7, 0, 187)
                                .row("long-poll", "long-poll", null, 3.4, 0, 690)
                                .row("short-poll", "short-poll", null, 3, 1000, 220)
                                .row("websocket-again", "websocket", "websocket", 3.3, 0, 195)
                                .comparison(),
                        folder);
        Pattern line =
                Pattern.compile(
                        "\\| [^|]+ \\| [^|]+ \\| [^|]+ \\| ([\\d.]+) to ([\\d.]+) \\| ([\\d.]+) \\|"
                                + " [^|]+ \\| ([a-z][^|]+) \\|");
        List<String> words = new ArrayList<>();
        line.matcher(MarkdownPage.of(page))
                .results()
                .forEach(found -> {
                    double low = Double.parseDouble(found.group(1));
                    double high = Double.parseDouble(found.group(2));
                    double measured = Double.parseDouble(found.group(3));
                    words.add(found.group(4));
                    assertThat(found.group(4).equals("as predicted"))
                            .as(found.group())
                            .isEqualTo(low <= measured && measured <= high);
                });

        assertThat(words).contains("as predicted", "outside the bounds, within the noise");
        assertThat(words).anyMatch(word -> word.contains("not explained"));
    }

    @Test
    void aStallIsShownInTheSecondInWhichItHappened() throws IOException {
        Page page = page(2);

        assertThat(MarkdownPage.of(page))
                .contains("Stalled: tcp, run 2, second 4: 500 arrived, p50 5 ms, max 800 ms.");
        assertThat(HtmlPage.of(page)).contains("run 2, second 4: 500 arrived", "class=\"bar off\"");
    }
}

package dev.wirelab.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.crossover.Axis;
import dev.wirelab.load.link.LinkReport;
import dev.wirelab.load.page.HtmlPage;
import dev.wirelab.load.page.MarkdownPage;
import dev.wirelab.load.result.ComparisonResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Measurements over a near and a far link. WebSocket falls behind on the far one, which distance
/// does not predict.
final class AxisCrossoverTest {
    private static final List<String> VALUES = List.of("2ms", "60ms", "600ms");

    @TempDir Path folder = Path.of("");

    @Test
    void eachTransportIsNamedWhereItIsAmongTheBestAsMeasuredAndAsPredicted() throws IOException {
        String text = AxisCrossover.text(Axis.RTT, VALUES, networks());

        assertThat(text.lines().toList())
                .contains("p50 in ms over rtt, measured / predicted")
                .anyMatch(line -> line.matches("transport +2ms +60ms"))
                .anyMatch(line -> line.matches("websocket +\\S+ / 2.0\\S* +\\S+ / 60!"));
        assertThat(text.replaceAll("\\s+", " "))
                .contains(
                        "Among the best in p50: tcp everywhere; websocket at 2ms. Distance predicts:"
                                + " tcp, websocket everywhere.")
                .contains("Among the best in bytes: tcp, websocket everywhere.");
    }

    @Test
    void thePageHasTheTablesAndTheChart() throws IOException {
        var page = AxisCrossover.page(Axis.RTT, VALUES, networks());

        assertThat(MarkdownPage.of(page))
                .contains("| transport | 2ms | 60ms |")
                .contains("network-2/report.html: far");
        assertThat(HtmlPage.of(page)).contains("<polyline class=\"curve d0 l0\"");
    }

    private List<NetworksMatrix.Network> networks() throws IOException {
        ComparisonResult near =
                new Fixture(folder.resolve("near"), 2, 1)
                        .row("tcp", "tcp", null, 5, 0, 192)
                        .row("websocket", "websocket", null, 5, 0, 200)
                        .comparison();
        ComparisonResult far =
                new Fixture(folder.resolve("far"), 2, 1)
                        .row("tcp", "tcp", null, 61, 0, 192)
                        .row("websocket", "websocket", null, 300, 0, 200)
                        .comparison();
        return List.of(
                new NetworksMatrix.Network("network-1", near.over(link("near", 1))),
                new NetworksMatrix.Network("network-2", far.over(link("far", 30))));
    }

    private static LinkReport link(String name, double millis) {
        LinkReport.Way way =
                new LinkReport.Way(millis * 1e3, 0, 0, 0, millis * 1e3, millis * 1e3, -1, 0);
        return new LinkReport(
                name,
                "rtt %.0f ms".formatted(2 * millis),
                "tun",
                "cubic",
                way,
                way,
                true,
                List.of());
    }
}

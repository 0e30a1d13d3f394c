package dev.wirelab.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.link.LinkReport;
import dev.wirelab.load.page.MarkdownPage;
import dev.wirelab.load.result.ComparisonResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two comparisons over links that are declared near and far; both measured 5 ms.
final class NetworksMatrixTest {
    @TempDir Path folder = Path.of("");

    @Test
    void aCellIsUnexplainedWhereDistanceDoesNotPredictIt() throws IOException {
        String text = NetworksMatrix.text(networks());

        assertThat(text.lines().toList())
                .anyMatch(line -> line.matches("transport +near +far"))
                .anyMatch(line -> line.matches("tcp +\\S+/\\S+/~\\S+[^!] +\\S+/\\S+/~\\S+!"));
        assertThat(text)
                .contains("Link near (rtt 2 ms), engine tun, TCP cubic: as asked in the self-test")
                .contains("! far: The link was not as asked when it was tested");
    }

    @Test
    void thePageHasTheSameMatrixAndNamesEachReport() throws IOException {
        String page = MarkdownPage.of(NetworksMatrix.page(networks()));

        assertThat(page)
                .contains("| transport | near | far |")
                .contains("network-1/report.html: Link near")
                .contains("network-2/report.html: Link far");
    }

    private List<NetworksMatrix.Network> networks() throws IOException {
        ComparisonResult result =
                new Fixture(folder, 2, 1)
                        .row("tcp", "tcp", null, 5, 0, 192)
                        .row("websocket", "websocket", null, 5, 0, 200)
                        .comparison();
        return List.of(
                new NetworksMatrix.Network("network-1", result.over(link("near", 1, true))),
                new NetworksMatrix.Network("network-2", result.over(link("far", 200, false))));
    }

    private static LinkReport link(String name, double millis, boolean kept) {
        LinkReport.Way way =
                new LinkReport.Way(millis * 1e3, 0, 0, 0, millis * 1e3, millis * 1e3, -1, 0);
        return new LinkReport(
                name,
                "rtt %.0f ms".formatted(2 * millis),
                "tun",
                "cubic",
                way,
                way,
                kept,
                kept ? List.of() : List.of("up: lost 9.00 % instead of 0.00 %"));
    }
}

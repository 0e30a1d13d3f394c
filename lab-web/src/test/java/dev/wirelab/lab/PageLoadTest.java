package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/// How much the page loads, without a cache, until a lane is at work, and how long that takes. It
/// starts a lab as a process, since the first visit of a new one is the slowest; with
/// `-Dwirelab.page=http://127.0.0.1:7070/` it measures that of a running lab.
@Timeout(120)
@Tag("deep")
@Isolated
class PageLoadTest {
    private static final int VISITS = 7;

    /// Milliseconds on a machine that does other things, too.
    private static final double MOST_MILLIS = 3_000;

    /// Notes when a lane first shows that it is at work, and when a message has arrived on one.
    private static final String WATCH =
            """
            const since = new MutationObserver(() => {
              const note = (name, selector) => {
                if (!(name in window) && document.querySelector(selector) !== null) {
                  window[name] = performance.now();
                }
              };
              note('firstLane', '.wire .state:is([data-state=open], [data-state=waiting], [data-state=idle])');
              note('firstMessage', '.took[data-milliseconds]:not([data-milliseconds=""])');
            });
            since.observe(document, { subtree: true, childList: true, attributes: true });
            """;

    private static final String MEASURED =
            """
            const files = performance.getEntriesByType('resource').filter(({ name, startTime }) =>
              startTime < window.firstLane && !name.includes('/api/') && !name.includes('/poll/'));
            const page = performance.getEntriesByType('navigation')[0];
            return [files.length + 1,
              (page.transferSize + files.reduce((sum, one) => sum + one.transferSize, 0)) / 1000,
              window.firstLane, window.firstMessage].map(Number);
            """;

    @RegisterExtension private final Visit visit = new Visit();

    @Test
    void theFirstLaneIsAtWorkSoonAfterNavigation() throws Exception {
        String running = System.getProperty("wirelab.page");
        if (running != null) {
            measure(running);
            return;
        }
        try (LabProgram lab = LabProgram.serve("--http-port=0", "--tcp-port=0")) {
            measure("http://127.0.0.1:" + lab.httpPort() + "/");
        }
    }

    private void measure(String address) {
        PagePerson page = visit.person(address);
        page.command("Network.enable", Map.of());
        page.command("Network.setCacheDisabled", Map.of("cacheDisabled", true));
        Map<String, Object> watch =
                page.command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < VISITS; i++) {
            page.open("?rate=20");
            page.await(
                    "a message",
                    () ->
                            Boolean.TRUE.equals(
                                    page.script(
                                            "return window.firstLane > 0 && window.firstMessage > 0")));
            List<?> measured = (List<?>) page.script(MEASURED);
            times.add(Double.parseDouble(String.valueOf(measured.get(2))));
            System.err.printf(
                    "page: files, kB, ms to the first lane, ms to the first message: %s%n",
                    measured);
            page.leave();
        }
        page.command("Page.removeScriptToEvaluateOnNewDocument", watch);
        page.command("Network.setCacheDisabled", Map.of("cacheDisabled", false));
        double median = times.stream().sorted().skip(VISITS / 2).findFirst().orElseThrow();
        assertThat(median).as("median milliseconds to the first lane").isLessThan(MOST_MILLIS);
    }
}

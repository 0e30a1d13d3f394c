package dev.wirelab.load.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.lab.SharedLab;
import dev.wirelab.load.link.proxy.Stage;
import dev.wirelab.load.survive.stage.IdleCut;
import dev.wirelab.load.survive.stage.Middlebox;
import dev.wirelab.load.survive.stage.RequestRewriter;
import dev.wirelab.load.survive.stage.ResponseBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A real lab behind middleboxes.
@Timeout(120)
final class PathDiagnosisTest {
    private static final Duration CUT = Duration.ofMillis(2_500);
    private static final int IDLE = 4;

    /// All at once, since each takes some seconds of doing nothing.
    @Test
    @Tag("deep")
    void eachFaultOfAMiddleboxIsFoundWhereItIsAndNowhereElse() throws Exception {
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<PathResult> noUpgrade =
                    each.submit(() -> through(RequestRewriter::withoutUpgrade));
            Future<PathResult> buffering =
                    each.submit(() -> through(() -> new ResponseBuffer(8_192)));
            Future<PathResult> cutting = each.submit(() -> through(() -> new IdleCut(CUT)));
            Future<PathResult> http10 = each.submit(() -> through(RequestRewriter::http10));
            assertThat(troubles(noUpgrade.get()))
                    .isEqualTo(
                            Map.of(
                                    "websocket", Trouble.UPGRADE,
                                    "socket.io", Trouble.UPGRADE,
                                    "origin", Trouble.ORIGIN_REFUSED));
            assertThat(finding(noUpgrade.get(), "websocket").found())
                    .startsWith("no upgrade, but 4");
            assertThat(troubles(buffering.get()))
                    .isEqualTo(
                            Map.of(
                                    "sse", Trouble.BUFFERED,
                                    "http-stream", Trouble.BUFFERED,
                                    "origin", Trouble.ORIGIN_REFUSED));
            assertThat(troubles(cutting.get()))
                    .containsAllEntriesOf(
                            Map.of(
                                    "websocket", Trouble.IDLE_CUT,
                                    "sse", Trouble.IDLE_CUT,
                                    "http-stream", Trouble.IDLE_CUT,
                                    "socket.io", Trouble.IDLE_CUT,
                                    "long-poll", Trouble.POLL_CUT))
                    .doesNotContainKeys("short-poll", "tcp", "reuse");
            assertThat(finding(cutting.get(), "sse").measured().get("cutSeconds"))
                    .isBetween(2.4, 4.0);
            assertThat(troubles(http10.get()))
                    .isEqualTo(
                            Map.of(
                                    "websocket", Trouble.UPGRADE,
                                    "socket.io", Trouble.UPGRADE,
                                    "sse", Trouble.HTTP_1_0,
                                    "http-stream", Trouble.HTTP_1_0,
                                    "http", Trouble.HTTP_1_0,
                                    "reuse", Trouble.NOT_REUSED,
                                    "origin", Trouble.ORIGIN_REFUSED));
            assertThat(http10.get().isFine()).isFalse();
        }
    }

    private static PathResult through(Supplier<Stage> stages) throws Exception {
        try (Middlebox middlebox = new Middlebox(SharedLab.get().target(), stages)) {
            LabUrl url = LabUrl.parse(middlebox.entrance().http());
            return new PathDiagnosis(url, IDLE, null, null).run();
        }
    }

    private static Map<String, Trouble> troubles(PathResult result) {
        Map<String, Trouble> troubles = new HashMap<>();
        result.troubles()
                .forEach(
                        (trouble, checks) -> checks.forEach(check -> troubles.put(check, trouble)));
        return troubles;
    }

    private static Finding finding(PathResult result, String check) {
        return result.findings().stream()
                .filter(each -> each.check().equals(check))
                .findFirst()
                .orElseThrow();
    }
}

package dev.wirelab.load.survive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.lab.LabJar;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.link.proxy.Stage;
import dev.wirelab.load.survive.client.ClientTimes;
import dev.wirelab.load.survive.client.Journal;
import dev.wirelab.load.survive.client.ResumingClient;
import dev.wirelab.load.survive.client.Way;
import dev.wirelab.load.survive.stage.Middlebox;
import dev.wirelab.load.transport.LoadProtocols;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A lab that is killed, and one in its place: it starts processes of its own, which it kills.
@Tag("deep")
@Timeout(180)
final class KilledLabTest {
    private static final int EACH = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration CHECK = Duration.ofMillis(20);

    @TempDir private Path folder = Path.of("");
    private final List<ResumingClient> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(ResumingClient::close);
    }

    @Test
    void afterKillNineAndARestartClientsOfEveryKindAreBackWithin30SecondsAndNotAllAtOnce()
            throws Exception {
        Path jar = LabJar.find(Optional.empty());
        try (MeasuredLab killed = MeasuredLab.start(jar, folder.resolve("killed.log"));
                Middlebox path = new Middlebox(killed.target(), () -> Stage.TRANSPARENT)) {
            for (String transport : LoadProtocols.ids()) {
                for (int i = 0; i < EACH; i++) {
                    clients.add(
                            new ResumingClient(
                                    transport + "-" + i,
                                    List.of(Way.of(transport, path.entrance())),
                                    ClientTimes.USUAL));
                }
            }
            clients.forEach(ResumingClient::start);
            await("all are connected", () -> clients.stream().allMatch(KilledLabTest::isOpen));
            clients.getFirst().say("before");
            await("all hear it", () -> hear("before"));

            ProcessHandle.of(killed.pid().orElseThrow()).orElseThrow().destroyForcibly();
            try (MeasuredLab next = MeasuredLab.start(jar, folder.resolve("next.log"))) {
                long serves = System.nanoTime();
                path.forwardTo(next.target());
                await(
                        "all have a session of the new lab",
                        () ->
                                clients.stream()
                                        .allMatch(client ->
                                                isOpen(client) && client.journal().logIns() == 2));
                Duration back = Duration.ofNanos(System.nanoTime() - serves);
                clients.getLast().say("after");
                await("all hear it", () -> hear("after"));
                assertThat(Duration.ofNanos(System.nanoTime() - serves)).isLessThan(PATIENCE);
                LongSummaryStatistics openings =
                        clients.stream()
                                .mapToLong(client -> client.journal().changes().getLast().nanos())
                                .summaryStatistics();
                Duration spread = Duration.ofNanos(openings.getMax() - openings.getMin());
                assertThat(spread)
                        .as("they return one by one")
                        .isGreaterThan(CHECK.multipliedBy(10));
                assertThat(clients)
                        .as("each gets a gap")
                        .allSatisfy(client -> assertThat(client.journal().gaps()).isEqualTo(1));
                System.out.printf(
                        "%d clients were back after %d ms, spread over %d ms%n",
                        clients.size(), back.toMillis(), spread.toMillis());
            }
        }
    }

    private boolean hear(String text) {
        return clients.stream().allMatch(client -> client.journal().hasArrived(text));
    }

    private static boolean isOpen(ResumingClient client) {
        Journal journal = client.journal();
        return journal.isOpen();
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            MonotonicTime.pause(CHECK);
        }
    }
}

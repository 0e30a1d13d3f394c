package dev.wirelab.load.survive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.lab.SharedLab;
import dev.wirelab.load.link.proxy.Stage;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.survive.client.ClientTimes;
import dev.wirelab.load.survive.stage.RequestRewriter;
import dev.wirelab.load.survive.stage.ResponseBuffer;
import dev.wirelab.load.survive.stage.TunnelDeath;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Shortened faults between a real lab and clients over real sockets, all at once.
@Timeout(60)
final class TrialTest {
    /// Clients with short time limits.
    private static final ClientTimes SHORT =
            new ClientTimes(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(400),
                    Duration.ofMillis(800),
                    25,
                    Duration.ofMillis(100),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(100),
                    Duration.ofMillis(300));

    /// Regards no connection as dead while a trial reads the remaining messages.
    private static final ClientTimes PATIENT =
            new ClientTimes(
                    SHORT.open(),
                    SHORT.answer(),
                    SHORT.heartbeat(),
                    Duration.ofSeconds(6),
                    SHORT.holdSeconds(),
                    SHORT.pollInterval(),
                    SHORT.young(),
                    SHORT.firstPause(),
                    SHORT.longestPause());

    @Test
    void aHalfOpenConnectionIsNoticedAndNothingIsLost() throws Exception {
        Fault fault = Fault.halfOpen(Duration.ofMillis(1_600));
        List<Outcome> outcomes =
                all(List.of(() -> one(fault, "websocket", SHORT), () -> one(fault, "sse", SHORT)));
        assertThat(outcomes)
                .hasSize(2)
                .allSatisfy(outcome -> {
                    assertThat(outcome.through()).isTrue();
                    assertThat(outcome.noticedBy()).startsWith("nothing received for");
                    double noticed = Objects.requireNonNull(outcome.noticed());
                    assertThat(noticed).isBetween(0.5, 10.0);
                    assertThat(outcome.flows()).isGreaterThan(noticed - 0.3);
                    assertThat(outcome.messages()).isEqualTo(8);
                    assertThat(outcome.isPerfect()).isTrue();
                    assertThat(outcome.via()).isEqualTo(outcome.transport());
                    assertThat(outcome.connections()).isPositive();
                    assertThat(outcome.logIns()).isEqualTo(1);
                });
    }

    @Test
    @Tag("slow")
    void aBlockedTransportIsReplacedByLongPollingWithoutALossAndPollsPass() throws Exception {
        Fault noUpgrade = path(RequestRewriter::withoutUpgrade);
        Fault tunnelDies = path(() -> new TunnelDeath(Duration.ofMillis(300)));
        Fault http10 = path(RequestRewriter::http10);
        Fault buffering = path(() -> new ResponseBuffer(8_192));
        List<Outcome> outcomes =
                all(
                        List.of(
                                () -> one(noUpgrade, "websocket", PATIENT),
                                () -> one(tunnelDies, "socket.io", PATIENT),
                                () -> one(http10, "sse", PATIENT),
                                () -> one(buffering, "http-stream", SHORT),
                                () -> one(buffering, "short-poll", PATIENT),
                                () -> one(http10, "long-poll", PATIENT),
                                () -> one(http10, "tcp", PATIENT)));
        assertThat(outcomes.subList(0, 6))
                .allSatisfy(outcome -> {
                    assertThat(outcome.through()).as(outcome.toString()).isTrue();
                    assertThat(outcome.isPerfect()).as(outcome.toString()).isTrue();
                    assertThat(outcome.log()).as("it does not flap").hasSizeLessThan(40);
                });
        assertThat(outcomes.subList(0, 4)).extracting(Outcome::via).containsOnly("long-poll");
        assertThat(outcomes.subList(4, 6)).extracting(Outcome::noticed).containsOnlyNulls();
        assertThat(outcomes.getLast().applies()).isFalse();
    }

    private static Fault path(Supplier<Stage> stages) {
        return new Fault(
                "path",
                true,
                true,
                true,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(8),
                stages,
                Fault.Strike.NONE);
    }

    private static Outcome one(Fault fault, String transport, ClientTimes times) throws Exception {
        Target target = SharedLab.get().target();
        TrialLab lab = new StandingLab(target, List.of(target));
        try (Trial trial = new Trial(fault, transport, lab, times)) {
            return trial.execute();
        }
    }

    private static List<Outcome> all(List<Callable<Outcome>> trials) throws Exception {
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            return each.invokeAll(trials).stream().map(Future::resultNow).toList();
        }
    }
}

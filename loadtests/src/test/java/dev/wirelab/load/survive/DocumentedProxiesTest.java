package dev.wirelab.load.survive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wirelab.load.lab.SharedLab;
import dev.wirelab.load.link.proxy.Stage;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.survive.client.ClientTimes;
import dev.wirelab.load.survive.program.Deploying;
import dev.wirelab.load.survive.program.ProxyConfiguration;
import dev.wirelab.load.survive.program.ReverseProxy;
import dev.wirelab.load.transport.LoadProtocols;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// nginx and HAProxy, with the configurations that `docs/deploying.md` has, before a real lab.
@Timeout(180)
final class DocumentedProxiesTest {
    /// As short as noise allows: a connection that carries nothing for 6 s is dead.
    private static final ClientTimes ATTENTIVE =
            new ClientTimes(
                    Duration.ofSeconds(6),
                    Duration.ofSeconds(6),
                    Duration.ofSeconds(25),
                    Duration.ofSeconds(6),
                    25,
                    Duration.ofMillis(200),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(100),
                    Duration.ofMillis(300));

    @Test
    @Tag("slow")
    void throughBothAWebSocketAStreamALongPollAndLinesFlow() throws Exception {
        check(
                List.of("websocket", "sse", "long-poll", "tcp"),
                observed(Duration.ZERO, Duration.ofSeconds(2)),
                ATTENTIVE);
    }

    @Test
    @Tag("deep")
    void throughBothEveryTransportFlowsAndIsNotReplaced() throws Exception {
        check(
                LoadProtocols.ids(),
                observed(Duration.ZERO, Duration.ofSeconds(8)),
                ClientTimes.USUAL);
    }

    @Test
    @Tag("deep")
    void throughBothAnIdleConnectionOutlivesTheirTimeoutOf60Seconds() throws Exception {
        check(
                LoadProtocols.ids(),
                observed(Duration.ofSeconds(70), Duration.ofSeconds(75)),
                ClientTimes.USUAL);
    }

    @Test
    @Tag("deep")
    void aLongPollThatNginxAnswersBy504IsHeldForLessFromThenOn() throws Exception {
        ProxyConfiguration documented = Deploying.nginx();
        ProxyConfiguration impatient =
                new ProxyConfiguration(
                        documented.program(),
                        documented
                                .lines()
                                .replace("proxy_read_timeout 60s", "proxy_read_timeout 3s"));
        assumeTrue(impatient.program().path().isPresent(), "nginx is missing");
        Target lab = SharedLab.get().target();
        try (ReverseProxy nginx = ReverseProxy.start(impatient, lab)) {
            Fault quiet = observed(Duration.ofSeconds(9), Duration.ofSeconds(11));
            isUndisturbed(one(quiet, "long-poll", ATTENTIVE, lab, nginx.front()));
        }
    }

    private static Fault observed(Duration quiet, Duration observed) {
        return new Fault(
                "documented",
                false,
                false,
                quiet.isZero(),
                Duration.ZERO,
                quiet,
                observed,
                () -> Stage.TRANSPARENT,
                Fault.Strike.NONE);
    }

    private static void check(List<String> transports, Fault fault, ClientTimes times)
            throws Exception {
        List<ProxyConfiguration> documented = List.of(Deploying.nginx(), Deploying.haproxy());
        for (ProxyConfiguration each : documented) {
            assumeTrue(each.program().path().isPresent(), each.program().id() + " is missing");
        }
        Target lab = SharedLab.get().target();
        try (ReverseProxy nginx = ReverseProxy.start(documented.getFirst(), lab);
                ReverseProxy haproxy = ReverseProxy.start(documented.getLast(), lab);
                ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Outcome>> trials = new ArrayList<>();
            for (String transport : transports) {
                for (Target front : List.of(nginx.front(), haproxy.front())) {
                    trials.add(() -> one(fault, transport, times, lab, front));
                }
            }
            assertThat(each.invokeAll(trials).stream().map(Future::resultNow))
                    .hasSize(2 * transports.size())
                    .allSatisfy(DocumentedProxiesTest::isUndisturbed);
        }
    }

    private static void isUndisturbed(Outcome outcome) {
        assertThat(outcome.through()).as(outcome.toString()).isTrue();
        assertThat(outcome.isPerfect()).as(outcome.toString()).isTrue();
        assertThat(outcome.noticed()).as(outcome.toString()).isNull();
        assertThat(outcome.via()).isEqualTo(outcome.transport());
    }

    private static Outcome one(
            Fault fault, String transport, ClientTimes times, Target lab, Target front)
            throws Exception {
        StandingLab behind = new StandingLab(lab, List.of(front));
        try (Trial trial = new Trial(fault, transport, behind, times)) {
            return trial.execute();
        }
    }
}

package dev.wirelab.load.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.wirelab.load.client.ClientSession;
import dev.wirelab.load.client.HttpClientConnection;
import dev.wirelab.load.client.MessageReader;
import dev.wirelab.load.client.PollingClient;
import dev.wirelab.load.client.TcpLineClient;
import dev.wirelab.load.lab.LabJar;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.lab.SharedLab;
import dev.wirelab.load.lab.TestKeys;
import dev.wirelab.load.link.DelayProxy;
import dev.wirelab.load.measure.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Each claim against the real lab in a process of its own. Besides the verdict, the figures are
/// compared with what is known from other sources. Experiments that take long run in the slow
/// profile, and the longest in the deep one; a small version of some runs here.
@Isolated("measures")
final class ClaimsTest {
    @TempDir static Path folder = Path.of("");

    @Test
    void bytesOfPollsAndFramesAreThoseOfTheFilesAndOfTheLedger() throws Exception {
        // A poll more or less of the 20 that ten clients send is 5 %.
        kaazingBytes(10, 20, 2, 0.1);
    }

    @Test
    @Tag("slow")
    void headersOfPollsHoldOnlyForABrowser() throws Exception {
        Finding finding = kaazingBytes(25, 100, 4, 0.05);
        assertThat(finding.verdict()).isEqualTo(ClaimVerdict.HOLDS_ONLY_WHEN);
        assertThat(finding.value("100,000 clients: framing")).isCloseTo(1.53, within(0.1));
    }

    private static Finding kaazingBytes(int few, int many, int seconds, double tolerance)
            throws Exception {
        Finding finding = run(context -> KaazingBytes.experiment(context, few, many, seconds));
        double browser = finding.value("browser's poll headers");
        assertThat(finding.value("minimal poll headers"))
                .isEqualTo(size("poll-request") + size("poll-answer-head"))
                .isLessThan(browser);
        assertThat(browser)
                .isEqualTo(size("browser-poll-request") + size("browser-poll-answer-head"));
        assertThat(finding.value("frame header")).isEqualTo(2);
        assertThat(finding.value("whole frame")).isEqualTo(2 + size("websocket-payload"));
        assertThat(finding.value("longer frame's header")).isEqualTo(4);
        // One poll and one frame per second; the length of tokens differs by a byte or two.
        for (String clients : List.of("few clients: ", "many clients: ")) {
            assertThat(finding.value(clients + "poll headers"))
                    .isCloseTo(browser, within(browser * tolerance));
            assertThat(finding.value(clients + "framing")).isCloseTo(2, within(2 * tolerance));
        }
        assertThat(finding.value("100,000 clients: poll headers"))
                .isCloseTo(
                        finding.value("many clients: poll headers") * 100_000 * 8 / 1024 / 1024,
                        within(0.01));
        return finding;
    }

    @Test
    void aLongPollTakesUpToThreeTransits() throws Exception {
        Finding finding = longPollTransits(Duration.ofMillis(40), 1);
        assertThat(finding.verdict()).isNotEqualTo(ClaimVerdict.DOES_NOT_HOLD);
        assertThat(finding.value("worst")).isGreaterThan(2.5);
        assertThat(finding.value("best")).isGreaterThan(0.8);
    }

    @Test
    @Tag("slow")
    void aLongPollTakesThreeTransitsAtWorstAndOneAtBest() throws Exception {
        Finding finding = longPollTransits(Duration.ofMillis(80), 3);
        assertThat(finding.verdict()).isEqualTo(ClaimVerdict.HOLDS);
        assertThat(finding.value("transit, by WebSocket")).isBetween(80.0, 80 * 1.25);
        assertThat(finding.value("worst")).isBetween(2.7, 3.3);
        assertThat(finding.value("best")).isBetween(0.8, 1.3);
        assertThat(finding.value("WebSocket, shortest gap")).isBetween(0.8, 1.3);
    }

    private static Finding longPollTransits(Duration transit, int pairs) throws Exception {
        Finding finding = run(context -> LongPollTransits.experiment(context, transit, pairs));
        for (double gap : new double[] {0.05, 0.5, 1, 1.5, 2.5}) {
            String name = "long poll, gap of %s transits".formatted(gap);
            double measured = finding.value(name + ", measured gap");
            assertThat(measured).isGreaterThanOrEqualTo(gap);
            assertThat(finding.value(name + ", predicted")).isEqualTo(Math.max(1, 3 - measured));
            // Noise only adds to what is predicted.
            assertThat(finding.value(name)).isGreaterThan(Math.max(1, 3 - measured) - 0.3);
        }
        return finding;
    }

    @Test
    void pairsOfMessagesThatArriveTogetherAreNotMeasured() throws Exception {
        Duration interval = Duration.ofMillis(600);
        try (ExperimentContext context = context()) {
            ClientSession session = context.session();
            PollingClient client =
                    PollingClient.shortPolling(context.http(), session.bearer(), interval);
            client.startAt(System.nanoTime() + interval.toNanos());
            try (MessageReader reader = new MessageReader(client)) {
                Duration transit = Duration.ofMillis(20);
                assertThat(new MessagePairs(context, session, reader, transit).measure(0.05, 1))
                        .isEmpty();
            }
        }
    }

    @Test
    void aSessionThatHasEndedMayBeLoggedOut() throws Exception {
        try (ExperimentContext context = context();
                HttpClientConnection http = new HttpClientConnection(context.http())) {
            ClientSession session = context.session();
            session.logOut(http);
            assertThatCode(() -> session.logOut(http)).doesNotThrowAnyException();
        }
    }

    @Test
    void aBurstIsAcceptedInOrder() throws Exception {
        try (ExperimentContext context = context()) {
            ClientSession session = context.session();
            try (TcpLineClient client = new TcpLineClient(context.tcp(), session, true)) {
                for (String text : context.publisher().sendBurst(session.address(), 64, 12)) {
                    assertThat(client.next().texts()).containsExactly(text);
                }
                assertThatThrownBy(
                                () -> context.publisher().sendBurst("@nobody-of-that-name", 64, 12))
                        .hasMessageContaining("refused");
            }
        }
    }

    @Test
    @Tag("slow")
    void aKeptConnectionServesAllRequestsAndNewOnesCostMore() throws Exception {
        Finding finding = run(ShortConnections.CLAIM.experiment());
        assertThat(finding.verdict()).isEqualTo(ClaimVerdict.DOES_NOT_HOLD);
        assertThat(finding.value("opened, kept connections")).isZero();
        assertThat(finding.measured()).contains("Connection header used one TCP connection");
        assertThat(finding.value("opened, new connections"))
                .isEqualTo(finding.value("requests of each kind"));
        assertThat(finding.value("CPU, new connections"))
                .isGreaterThan(finding.value("CPU, kept connections"));
        assertThat(finding.value("bytes, new connections"))
                .isGreaterThanOrEqualTo(
                        finding.value("bytes, kept connections")
                                + "Connection: close\r\n".length());
        if (Files.isReadable(Path.of("/proc/net/tcp"))) {
            assertThat(finding.value("left in TIME_WAIT")).isBetween(90.0, 100.0);
            assertThat(finding.value("file descriptors of an idle connection"))
                    .isCloseTo(1, within(0.05));
        }
    }

    @Test
    void theUpgradeOpensNoConnection() throws Exception {
        Finding finding = run(HandshakeChannel.CLAIM.experiment());
        assertThat(finding.verdict()).isEqualTo(ClaimVerdict.DOES_NOT_HOLD);
        assertThat(finding.value("more connections after the upgrade")).isZero();
        assertThat(finding.value("same local port")).isEqualTo(1);
        if (Files.isReadable(Path.of("/proc/net/tcp"))) {
            assertThat(finding.value("more connections by the kernel")).isZero();
            assertThat(finding.value("kernel's connections before")).isEqualTo(1);
            assertThat(finding.value("kernel's connections after")).isEqualTo(1);
        }
        assertThat(folder.resolve("kept/upgrade-answer")).content().startsWith("HTTP/1.1 101 ");
        assertThat(folder.resolve("kept/upgrade-request"))
                .content()
                .contains("Authorization: Bearer ****")
                .doesNotContain("Bearer e");
    }

    /// With few requests, since each takes a round trip.
    @Test
    @Tag("slow")
    void aShortPollIsAnsweredImmediatelyAlsoWithADelay() throws Exception {
        Target target = SharedLab.get().target();
        Duration transit = Duration.ofMillis(15);
        try (ExperimentContext near = context();
                DelayProxy link = new DelayProxy(near.http(), transit);
                ExperimentContext far = context(at(link, target), _ -> {})) {
            Finding finding = ShortPollHolds.experiment(far, 5, 5);
            assertThat(finding.verdict()).isEqualTo(ClaimVerdict.DOES_NOT_HOLD);
            double roundTrip = 2.0 * transit.toMillis();
            assertThat(finding.value("answered after, a short poll"))
                    .isBetween(roundTrip, roundTrip + 10);
            assertThat(finding.value("empty long poll, wait=1"))
                    .isBetween(1000 + roundTrip, 1300 + roundTrip);
            assertThat(finding.value("empty long poll, wait=2"))
                    .isBetween(2000 + roundTrip, 2300 + roundTrip);
        }
    }

    @Test
    @Tag("deep")
    void longPollsCostMuchMoreForMessagesOneByOneAndLessInBursts() throws Exception {
        List<String> phases = new ArrayList<>();
        Finding finding = run(LongPollWaste.CLAIM.experiment(), phases::add);
        assertThat(phases.stream().filter(phase -> phase.contains(" round ")))
                .hasSize(LongPollWaste.ROUNDS)
                .allMatch(phase -> phase.startsWith("idle lab, 100 WebSockets, 100 long polls: "));
        assertThat(finding.verdict()).isIn(ClaimVerdict.HOLDS_ONLY_WHEN, ClaimVerdict.INCONCLUSIVE);
        double exchange = finding.value("empty long poll with its answer");
        assertThat(exchange).isEqualTo(size("empty-poll-request") + size("empty-poll-answer"));
        assertThat(finding.value("idle long poll, wait=1, measured"))
                .isCloseTo(exchange, within(exchange / 2));
        assertThat(finding.value("one by one: requests, long polls")).isCloseTo(1, within(0.25));
        assertThat(finding.value("one by one: bytes, long polls"))
                .isGreaterThan(2 * finding.value("one by one: bytes, WebSockets"));
        assertThat(finding.value("in bursts: requests, long polls")).isLessThanOrEqualTo(0.9);
        assertThat(finding.value("in bursts: bytes, long polls"))
                .isLessThan(finding.value("one by one: bytes, long polls"));
        assertThat(finding.value("one by one: CPU, long polls")).isPositive();
        // A ping without a payload has 2 bytes, its pong 6.
        assertThat(finding.value("idle WebSocket, pings")).isBetween(8 / 25.0, 300 / 25.0);
        assertThat(finding.value("heap of a WebSocket")).isPositive();
        assertThat(finding.value("heap of a long poller")).isPositive();
    }

    @Test
    void binaryIsSmallerWhereJsonNeedsBase64OrEscapes() throws Exception {
        Finding finding = run(BinarySmaller.CLAIM.experiment());
        assertThat(finding.verdict()).isEqualTo(ClaimVerdict.HOLDS_ONLY_WHEN);
        assertThat(finding.condition())
                .endsWith(
                        "(here 1,024 bytes of JSON as a text, 20 random bytes, 1,024 random bytes)");
        // "media":"application/x","bytes":20 and a line feed in place of "text":"".
        // A cursor may get another digit in between.
        assertThat(finding.value("a text of 20 bytes, binary"))
                .isEqualTo(size("binary-0"))
                .isCloseTo(finding.value("a text of 20 bytes, JSON") + 26, within(1.0));
        // "data":"" in place of "bytes":1024 and a line feed, and a third of 1,026.
        assertThat(finding.value("1,024 random bytes, JSON"))
                .isEqualTo(size("json-4"))
                .isCloseTo(
                        finding.value("1,024 random bytes, binary") - 13 + 9 + 1368 - 1024,
                        within(1.0));
    }

    @Test
    @Tag("deep")
    void anEventStreamTakesAboutAsMuchMemoryAsAWebSocket() throws Exception {
        Finding finding = run(SseMemory.CLAIM.experiment());
        assertThat(finding.verdict()).isIn(ClaimVerdict.DOES_NOT_HOLD, ClaimVerdict.INCONCLUSIVE);
        assertThat(finding.value("heap of a WebSocket")).isBetween(3.0, 200.0);
        assertThat(finding.value("heap of an event stream")).isBetween(3.0, 200.0);
    }

    @Test
    @Tag("deep")
    void tlsCostsAHandshakeAndLittleAfterwards() throws Exception {
        List<String> options = new ArrayList<>(MeasuredLab.TLS_PORTS);
        options.add("--tls-keystore=" + TestKeys.get().store());
        options.add("--tls-password=" + TestKeys.PASSWORD);
        try (MeasuredLab lab =
                        MeasuredLab.start(
                                LabJar.find(Optional.empty()), folder.resolve("tls.log"), options);
                ExperimentContext context =
                        new ExperimentContext(
                                lab.target(),
                                lab.pid().orElseThrow(),
                                folder.resolve("kept"),
                                _ -> {})) {
            Finding finding = WssSlow.CLAIM.experiment().run(context);
            assertThat(finding.verdict()).isNotEqualTo(ClaimVerdict.HOLDS);
            assertThat(finding.value("opening, wss")).isGreaterThan(finding.value("opening, ws"));
            assertThat(finding.value("latency, wss")).isBetween(0.01, 15.0);
            assertThat(finding.value("CPU, wss")).isPositive();
        }
    }

    @Test
    @Tag("deep")
    void pollsOverHttp2ComeNearInBytes() throws Exception {
        Finding finding = run(PollingNearSse.CLAIM.experiment());
        assertThat(finding.verdict()).isNotEqualTo(ClaimVerdict.DOES_NOT_HOLD);
        double sse = finding.value("bytes, SSE over HTTP/2");
        assertThat(finding.value("bytes, long polls over HTTP/2")).isBetween(sse, 1.5 * sse);
        assertThat(finding.value("bytes, long polls over HTTP/1.1")).isGreaterThan(2 * sse);
        assertThat(finding.value("latency, long polls over HTTP/2")).isBetween(0.01, 15.0);
    }

    @Test
    @Tag("slow")
    void webSocketIsLikeTcpAndPollsAreNot() throws Exception {
        Finding finding = run(RawTcp.CLAIM.experiment());
        assertThat(finding.verdict()).isEqualTo(ClaimVerdict.HOLDS_ONLY_WHEN);
        for (int size : new int[] {16, 128, 1024, 4096}) {
            String name = "text of %d bytes: ".formatted(size);
            double json = finding.value(name + "its event in JSON");
            assertThat(json + finding.value(name + "added by tcp")).isEqualTo(size("tcp-" + size));
            assertThat(json).isEqualTo(size("websocket-payload-" + size));
            assertThat(finding.value(name + "added by websocket")).isIn(2.0, 4.0);
            assertThat(json + finding.value(name + "added by long-poll"))
                    .isEqualTo(
                            size("long-poll-request-" + size) + size("long-poll-answer-" + size));
        }
        assertThat(finding.value("second of two with a delay, long-poll"))
                .isBetween(2.5 * 20, 4.5 * 20);
        assertThat(finding.value("second of two with a delay, websocket"))
                .isBetween(20.0, 2.0 * 20);
        // Far below the delay of 20 ms, and above zero.
        for (String transport : new String[] {"tcp", "websocket", "long-poll"}) {
            assertThat(finding.value("latency on loopback, " + transport)).isBetween(0.01, 15.0);
        }
        assertThat(finding.value("mean latency, short polls every 200 ms")).isBetween(70.0, 150.0);
    }

    private static Finding run(Claim.Experiment experiment) throws Exception {
        return run(experiment, _ -> {});
    }

    private static Finding run(Claim.Experiment experiment, Consumer<String> progress)
            throws Exception {
        try (ExperimentContext context = context(SharedLab.get().target(), progress)) {
            return experiment.run(context);
        }
    }

    private static ExperimentContext context() throws Exception {
        return context(SharedLab.get().target(), _ -> {});
    }

    private static ExperimentContext context(Target target, Consumer<String> progress)
            throws Exception {
        return new ExperimentContext(
                target, SharedLab.get().pid().orElseThrow(), folder.resolve("kept"), progress);
    }

    private static Target at(DelayProxy proxy, Target lab) {
        return new Target(
                "http://%s:%d"
                        .formatted(
                                proxy.address().getAddress().getHostAddress(),
                                proxy.address().getPort()),
                lab.endpoints(),
                lab.key());
    }

    private static double size(String file) throws IOException {
        return Files.size(folder.resolve("kept").resolve(file));
    }
}

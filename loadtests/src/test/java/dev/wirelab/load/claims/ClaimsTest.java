package dev.wirelab.load.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.wirelab.load.compare.CannotBeginException;
import dev.wirelab.load.compare.Lab;
import dev.wirelab.load.compare.LabJar;
import dev.wirelab.load.measure.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each claim against the real lab in a process of its own: its figures are held against what is
/// known otherwise, not only its verdict.
final class ClaimsTest {
    @TempDir static Path folder = Path.of("");
    private static @Nullable Lab lab;

    @BeforeAll
    static void start() throws CannotBeginException, IOException, InterruptedException {
        lab = Lab.start(LabJar.find(Optional.empty()), folder.resolve("lab.log"));
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(lab).close();
    }

    @Test
    void ofKaazingsBytesTheFilesAndTheLabsLedgerTellTheSame() throws Exception {
        Finding finding = attempt(new KaazingBytes());
        assertThat(finding.verdict()).isEqualTo(Verdict.HOLDS_ONLY_WHEN);
        double dressed = finding.value("headers of a poll, as a browser sends it");
        assertThat(finding.value("headers of a poll, as few as can be"))
                .isEqualTo(size("poll-request") + size("poll-answer-head"))
                .isLessThan(dressed);
        assertThat(dressed)
                .isEqualTo(size("browser-poll-request") + size("browser-poll-answer-head"));
        assertThat(finding.value("frame header, short text")).isEqualTo(2);
        assertThat(finding.value("frame, short text")).isEqualTo(2 + size("websocket-payload"));
        assertThat(finding.value("frame header, longer text")).isEqualTo(4);
        // One poll and one frame a second; a token may be a byte or two longer than another.
        assertThat(finding.value("headers, large crowd")).isCloseTo(dressed, within(dressed / 20));
        assertThat(finding.value("headers, small crowd")).isCloseTo(dressed, within(dressed / 20));
        assertThat(finding.value("framing, large crowd")).isCloseTo(2, within(0.1));
        assertThat(finding.value("headers of polls of 100,000"))
                .isCloseTo(
                        finding.value("headers, large crowd") * 100_000 * 8 / 1024 / 1024,
                        within(0.01));
        assertThat(finding.value("framing, small crowd")).isCloseTo(2, within(0.1));
        assertThat(finding.value("framing of 100,000")).isCloseTo(1.53, within(0.1));
    }

    @Test
    void longPollingsWorstCaseIsThreeOfThePlantedTransits() throws Exception {
        Finding finding = attempt(new LongPollTransits());
        assertThat(finding.verdict()).isEqualTo(Verdict.HOLDS);
        double planted = LongPollTransits.TRANSIT.toMillis();
        assertThat(finding.value("transit, by WebSocket")).isBetween(planted, planted * 1.25);
        assertThat(finding.value("worst")).isBetween(2.7, 3.3);
        assertThat(finding.value("best")).isBetween(0.8, 1.3);
        assertThat(finding.value("WebSocket, worst gap")).isBetween(0.8, 1.3);
        for (double gap : new double[] {0.05, 0.5, 1, 1.5, 2.5}) {
            String name = "long poll, %s transits after another".formatted(gap);
            double said = finding.value(name + ", said after");
            assertThat(said).isBetween(gap, gap + 1);
            assertThat(finding.value(name + ", predicted")).isEqualTo(Math.max(1, 3 - said));
        }
    }

    @Test
    void messagesThatComeTogetherTellNothingOfTheSecond() throws Exception {
        Duration interval = Duration.ofMillis(600);
        try (Bench bench = bench(Objects.requireNonNull(lab).target());
                Speaker speaker = bench.speaker()) {
            Guest guest = bench.guest();
            ShortPollFeed feed = new ShortPollFeed(bench.http(), guest.bearer(), interval);
            feed.startAt(System.nanoTime() + interval.toNanos());
            try (Reader reader = new Reader(feed)) {
                Pairs pairs = new Pairs(speaker, guest, reader, Duration.ofMillis(20));
                assertThat(pairs.seconds(0.05, 1)).isEmpty();
            }
        }
    }

    @Test
    void aSessionThatHasEndedMeanwhileIsNoFailure() throws Exception {
        try (Bench bench = bench(Objects.requireNonNull(lab).target());
                HttpWire http = new HttpWire(bench.http())) {
            Guest guest = bench.guest();
            guest.logOut(http);
            assertThatCode(() -> guest.logOut(http)).doesNotThrowAnyException();
        }
    }

    @Test
    void whatIsSaidAtOnceIsAllAcceptedInOrder() throws Exception {
        try (Bench bench = bench(Objects.requireNonNull(lab).target());
                Speaker speaker = bench.speaker()) {
            Guest guest = bench.guest();
            try (LineFeed line = new LineFeed(bench.tcp(), guest, true)) {
                List<String> texts = Texts.of(64, 12);
                speaker.sayAtOnce(guest.address(), texts);
                for (String text : texts) {
                    assertThat(line.take().texts()).containsExactly(text);
                }
                assertThatThrownBy(() -> speaker.sayAtOnce("@nobody-of-that-name", texts))
                        .hasMessageContaining("refused");
            }
        }
    }

    @Test
    void aKeptConnectionServesAllRequestsAndNewOnesCostMore() throws Exception {
        Finding finding = attempt(new ShortConnections());
        assertThat(finding.verdict()).isEqualTo(Verdict.DOES_NOT_HOLD);
        double requests = finding.value("requests of each kind");
        assertThat(finding.value("connections, kept")).isZero();
        assertThat(finding.measured()).contains("were answered on one TCP connection");
        assertThat(finding.value("connections, new")).isEqualTo(requests);
        assertThat(finding.value("CPU of a request, new"))
                .isGreaterThan(finding.value("CPU of a request, kept"));
        assertThat(finding.value("bytes of a request, new"))
                .isGreaterThanOrEqualTo(
                        finding.value("bytes of a request, kept")
                                + "Connection: close\r\n".length());
        if (Files.isReadable(Path.of("/proc/net/tcp"))) {
            assertThat(finding.value("left in TIME_WAIT")).isBetween(90.0, 100.0);
            assertThat(finding.value("file descriptors of an idle one")).isCloseTo(1, within(0.05));
        }
    }

    @Test
    void theUpgradeOpensNoConnection() throws Exception {
        Finding finding = attempt(new HandshakeChannel());
        assertThat(finding.verdict()).isEqualTo(Verdict.DOES_NOT_HOLD);
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

    @Test
    void aShortPollIsAnsweredAtOnceAlsoFromFarAway() throws Exception {
        Lab here = Objects.requireNonNull(lab);
        Duration transit = Duration.ofMillis(15);
        try (Bench near = bench(here.target());
                DelayProxy distance = new DelayProxy(near.http(), transit);
                Bench far = bench(at(distance, here.target()))) {
            Finding finding = new ShortPollHolds().test(far);
            assertThat(finding.verdict()).isEqualTo(Verdict.DOES_NOT_HOLD);
            double roundTrip = 2.0 * transit.toMillis();
            assertThat(finding.value("empty short poll")).isBetween(roundTrip, roundTrip + 10);
            assertThat(finding.value("empty long poll, wait=1"))
                    .isBetween(1000 + roundTrip, 1300 + roundTrip);
            assertThat(finding.value("empty long poll, wait=2"))
                    .isBetween(2000 + roundTrip, 2300 + roundTrip);
        }
    }

    @Test
    @Tag("slow")
    void longPollsCostMuchMoreForMessagesOneByOneAndLessWhenTheyComeTogether() throws Exception {
        List<String> phases = new ArrayList<>();
        Finding finding = attempt(new LongPollWaste(), phases::add);
        assertThat(phases.stream().filter(phase -> phase.contains(" turn ")))
                .hasSize(WasteTurns.TURNS)
                .allMatch(phase -> phase.startsWith("nobody, 100 WebSockets, 100 long polls: "));
        assertThat(finding.verdict()).isIn(Verdict.HOLDS_ONLY_WHEN, Verdict.CANNOT_BE_TOLD);
        double exchange = finding.value("empty long poll with its answer");
        assertThat(exchange).isEqualTo(size("empty-poll-request") + size("empty-poll-answer"));
        assertThat(finding.value("idle long poll, wait=1, measured"))
                .isCloseTo(exchange, within(exchange / 2));
        assertThat(finding.value("long polls, messages one by one: requests"))
                .isCloseTo(1, within(0.25));
        assertThat(finding.value("long polls, messages one by one: bytes"))
                .isGreaterThan(2 * finding.value("WebSockets, messages one by one: bytes"));
        assertThat(finding.value("long polls, messages in bursts: requests"))
                .isLessThanOrEqualTo(0.9);
        assertThat(finding.value("long polls, messages in bursts: bytes"))
                .isLessThan(finding.value("long polls, messages one by one: bytes"));
        assertThat(finding.value("long polls, messages one by one: CPU")).isPositive();
        // A ping without a payload is 2 bytes, its pong 6.
        assertThat(finding.value("idle WebSocket, heartbeats")).isBetween(8 / 25.0, 300 / 25.0);
        assertThat(finding.value("heap of a WebSocket")).isPositive();
        assertThat(finding.value("heap of a long poller")).isPositive();
    }

    @Test
    @Tag("slow")
    void webSocketIsAsTcpAndPollsAreNot() throws Exception {
        Finding finding = attempt(new RawTcp());
        assertThat(finding.verdict()).isEqualTo(Verdict.HOLDS_ONLY_WHEN);
        for (int size : new int[] {16, 128, 1024, 4096}) {
            String name = "text of %d bytes: ".formatted(size);
            double json = finding.value(name + "its event in JSON");
            assertThat(json + finding.value(name + "tcp around it")).isEqualTo(size("tcp-" + size));
            assertThat(json).isEqualTo(size("websocket-payload-" + size));
            assertThat(finding.value(name + "websocket around it")).isIn(2.0, 4.0);
            assertThat(json + finding.value(name + "long-poll around it"))
                    .isEqualTo(
                            size("long-poll-request-" + size) + size("long-poll-answer-" + size));
        }
        assertThat(finding.value("second of two behind a transit, long-poll"))
                .isBetween(2.5 * 20, 3.5 * 20);
        assertThat(finding.value("second of two behind a transit, websocket"))
                .isBetween(20.0, 1.5 * 20);
        // Far below the transit of 20 ms, far above nothing.
        for (String wire : new String[] {"tcp", "websocket", "long-poll"}) {
            assertThat(finding.value("delay on the loopback, " + wire)).isBetween(0.01, 15.0);
        }
        assertThat(finding.value("mean delay, short polls every 200 ms")).isBetween(70.0, 150.0);
    }

    private static Finding attempt(Claim claim) throws IOException, InterruptedException {
        return attempt(claim, _ -> {});
    }

    private static Finding attempt(Claim claim, Consumer<String> progress)
            throws IOException, InterruptedException {
        try (Bench bench = bench(Objects.requireNonNull(lab).target(), progress)) {
            return claim.test(bench);
        }
    }

    private static Bench bench(Target target) throws IOException {
        return bench(target, _ -> {});
    }

    private static Bench bench(Target target, Consumer<String> progress) throws IOException {
        return new Bench(
                target,
                Objects.requireNonNull(lab).pid().orElseThrow(),
                folder.resolve("kept"),
                progress);
    }

    private static Target at(DelayProxy proxy, Target lab) {
        return new Target(
                "http://%s:%d"
                        .formatted(
                                proxy.address().getAddress().getHostAddress(),
                                proxy.address().getPort()),
                lab.endpoints());
    }

    private static double size(String file) throws IOException {
        return Files.size(folder.resolve("kept").resolve(file));
    }
}

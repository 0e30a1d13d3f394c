package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.transports.Quotas;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAccumulator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Peers that neither read nor send, or a byte at a time, on the HTTP port: each is cut in time.
@Timeout(60)
final class StallTest {
    private static final LabSettings SETTINGS =
            LabSettings.defaults()
                    .withLoginBound(Duration.ofSeconds(2))
                    .withWriteStall(Duration.ofSeconds(1));

    private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);

    private static final String HEAD = "POST /api/commands HTTP/1.1\r\nHost: lab\r\n";

    /// A connection on which bytes come one after the other.
    private static final class Drip {
        private final HttpConnection connection;
        private final byte[] bytes;
        private int sent;

        Drip(HttpConnection connection, String bytes) {
            this.connection = connection;
            this.bytes = bytes.getBytes(StandardCharsets.US_ASCII);
        }

        /// Sends one more byte.
        ///
        /// @return whether the lab has closed the connection
        boolean isCut() {
            try {
                assertThat(sent).as("bytes that were taken").isLessThan(bytes.length);
                connection.raw(new byte[] {bytes[sent++]});
                return connection.answered();
            } catch (UncheckedIOException e) {
                return true;
            }
        }
    }

    private static long open(LabUnderTest lab, String row) {
        return Meters.of(lab, row).number("connectionsOpen");
    }

    @Test
    @Rule({"L2", "L8", "L5", "S9", "M1"})
    void whoDoesNotReadOrDripsIsCutAndAPersonIsServedMeanwhile() {
        try (LabUnderTest lab = Labs.start(SETTINGS);
                Scene scene = new Scene(lab, KitTransport.LONG_POLL)) {
            Session greedy = scene.session("greedy");
            TransportClient writer = scene.enter("writer", KitTransport.TCP);
            for (int i = 0; i < 20; i++) {
                writer.say("#lobby", "a".repeat(4_000));
            }
            HttpConnection unread = scene.closing(new HttpConnection(lab.http(), 4_096));
            String idle = "x".repeat(4_000);
            List<Drip> drips = new ArrayList<>();
            drips.add(new Drip(scene.closing(new HttpConnection(lab.http())), HEAD + "X: " + idle));
            String body = HEAD + "Content-Length: 4000\r\n" + token(greedy) + "\r\n{" + idle;
            Drip inBody = new Drip(scene.closing(new HttpConnection(lab.http())), body);
            for (int i = 0; i < body.indexOf('{'); i++) {
                assertThat(inBody.isCut()).isFalse();
            }
            drips.add(inBody);
            scene.closing(new HttpConnection(lab.http()));
            String poll =
                    "GET /poll/short?after=0 HTTP/1.1\r\nHost: lab\r\n" + token(greedy) + "\r\n";
            unread.raw(poll.repeat(200).getBytes(StandardCharsets.US_ASCII));
            Await.until("the polls are read", () -> open(lab, "short-poll") == 1);

            HttpConnection person = scene.closing(new HttpConnection(lab.http()));
            assertThat(person.get("/healthz", Map.of()).status()).isEqualTo(200);
            drips.forEach(drip -> Await.until("a drip is cut", drip::isCut));
            Await.until("who does not read is cut", () -> open(lab, "short-poll") == 0);
            // The person's connection, and that of this request.
            Await.until("who sends nothing is cut", () -> open(lab, "other") == 2);
            assertThat(Meters.of(lab).object("limits").number("stall")).isEqualTo(4);
            assertThat(person.get("/healthz", Map.of()).status()).isEqualTo(200);
        }
    }

    private static String token(Session session) {
        return "Authorization: Bearer " + session.token() + "\r\n";
    }

    @Test
    @Rule({"L5", "S9"})
    void aPollerThatDisconnectsLeavesWhenItsLeaseIsOver() {
        LabSettings settings = LabSettings.defaults().withSessionLease(Duration.ofSeconds(1));
        try (LabUnderTest lab = Labs.start(settings);
                Scene scene = new Scene(lab, KitTransport.TCP)) {
            TransportClient bob = scene.enter("bob");
            Session alice = scene.session("alice");
            HttpConnection poll = new HttpConnection(lab.http());
            String now = poll.get("/poll/long", alice.authorization()).json().cursor();
            poll.send("GET", "/poll/long?wait=30&after=" + now, alice.authorization(), new byte[0]);
            long begin = System.nanoTime();
            Await.until("longer than the lease", () -> System.nanoTime() - begin > 1_500_000_000L);
            assertThat(count(bob)).isEqualTo(2);
            poll.cut();
            Await.until("it is not open any more", () -> open(lab, "long-poll") == 0);
            Await.until("it has left", Duration.ofSeconds(10), () -> count(bob) == 1);
        }
    }

    @Tag("slow")
    @Test
    @Rule({"L11", "L8", "S17"})
    void aPersonLogsInBesideAThousandSilentSocketsAndHundredsOfDrips() {
        LabSettings settings = LabSettings.defaults().withQuotas(Quotas.DEFAULTS);
        try (LabUnderTest lab = Labs.start(settings);
                Scene scene = new Scene(lab, KitTransport.TCP)) {
            for (int i = 0; i < 1_000; i++) {
                scene.closing(LineSocket.open(lab.tcp()));
            }
            List<HttpConnection> drips = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                drips.add(scene.closing(new HttpConnection(lab.http())));
            }
            for (byte b : HEAD.getBytes(StandardCharsets.US_ASCII)) {
                drips.forEach(drip -> drip.raw(new byte[] {b}));
            }
            for (KitTransport wire : KitTransport.values()) {
                long begin = System.nanoTime();
                TransportClient person = scene.enter("person", wire);
                person.say(person.address(), "here");
                person.hears("here");
                assertThat(Duration.ofNanos(System.nanoTime() - begin))
                        .as(wire.id())
                        .isLessThan(Duration.ofSeconds(2));
            }
        }
    }

    @Tag("slow")
    @Test
    @Rule({"L9", "L1"})
    void aFloodFromOneSocketIsLimitedAndOthersAreServed() {
        LabSettings settings = LabSettings.defaults().withQuotas(Quotas.DEFAULTS);
        try (LabUnderTest lab = Labs.start(settings);
                Scene scene = new Scene(lab, KitTransport.TCP)) {
            TransportClient bob = scene.enter("bob");
            LineSocket flood = scene.closing(LineSocket.open(lab.tcp()));
            flood.send(Json.of("login").with("user", scene.name("flood")).with("echo", false));
            assertThat(flood.json().type()).isEqualTo("hello");
            int messages = 25_000;
            long begin = System.nanoTime();
            Thread sender =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int i = 0; i < messages; i++) {
                                    flood.send(Json.say("@nobody", "x").with("id", "f" + i));
                                }
                            });
            Thread person =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int i = 0; i < 20; i++) {
                                    long said = System.nanoTime();
                                    bob.say(bob.address(), "n" + i);
                                    bob.hears("n" + i);
                                    slowest.accumulate(System.nanoTime() - said);
                                }
                            });
            int limited = 0;
            for (int i = 0; i < messages; i++) {
                Json answer = flood.json();
                limited += answer.string("code").equals("rate_limited") ? 1 : 0;
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            Await.until("both are done", () -> !sender.isAlive() && !person.isAlive());
            assertThat(messages - limited).isBetween(2_000, (int) (2_000 + 1_000 * seconds) + 1);
            assertThat(slowest.get()).isPositive().isLessThan(2_000_000_000L);
        }
    }

    private static long count(TransportClient client) {
        return client.ask(Json.of("users")).number("count");
    }
}

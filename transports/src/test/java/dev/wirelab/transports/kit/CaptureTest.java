package dev.wirelab.transports.kit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wirelab.core.meter.Counter;
import dev.wirelab.core.meter.TrafficMeter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The meters and the ledger, held against what the kernel says has passed: a packet capture of the
/// loopback interface during a real dialogue on all transports.
@Timeout(120)
final class CaptureTest {
    private static final Duration QUIET = Duration.ofMillis(500);

    private static final List<String> OWN_PORT =
            Arrays.stream(KitTransport.values())
                    .filter(each -> each.path() == null)
                    .map(KitTransport::id)
                    .toList();

    @Test
    @Rule({"M2", "M7"})
    void theMetersAndTheLedgerAgreeWithACaptureToTheByte() throws Exception {
        agree(TestLab::startWithLedger);
    }

    @Test
    @Rule("X3")
    void theMetersAndTheLedgerAgreeWithACaptureOfTlsToTheByte() throws Exception {
        agree(() -> TestLab.startWithTls(LabSettings.defaults()));
    }

    private static void agree(Supplier<TestLab> start) throws Exception {
        try (TestLab lab = start.get();
                Capture capture = Capture.start(lab.http().getPort(), lab.tcp().getPort())) {
            assumeTrue(capture.isRunning(), capture.problem());
            talk(lab);
            awaitQuiet(lab);
            Map<Integer, Capture.Payload> captured = capture.end();
            List<String> http = new ArrayList<>(KitTransport.rows());
            http.removeAll(OWN_PORT);
            assertAgree(lab, http, captured.get(lab.http().getPort()));
            assertAgree(lab, OWN_PORT, captured.get(lab.tcp().getPort()));
        }
    }

    /// Waits until everything is closed and nothing more is counted: a connection is charged after
    /// its response, and TLS ends it with a last record.
    private static void awaitQuiet(TestLab lab) {
        AtomicReference<Capture.Payload> latest = new AtomicReference<>(new Capture.Payload(0, 0));
        AtomicLong since = new AtomicLong(System.nanoTime());
        Await.until(
                "everything is closed, for a while",
                () -> {
                    Capture.Payload now = sum(lab, KitTransport.rows());
                    if (!now.equals(latest.getAndSet(now))) {
                        since.set(System.nanoTime());
                    }
                    return System.nanoTime() - since.get() > QUIET.toNanos()
                            && KitTransport.rows().stream()
                                    .allMatch(row ->
                                            lab.meters().of(row).get(Counter.CONNECTIONS_OPEN)
                                                    == 0);
                });
    }

    private static void talk(TestLab lab) throws IOException {
        try (Scene scene = new Scene(lab, KitTransport.TCP)) {
            for (KitTransport wire : KitTransport.values()) {
                TransportClient speaker = scene.enter("speaker", wire);
                for (int i = 0; i < 20; i++) {
                    speaker.say(speaker.address(), "\u20ac".repeat(1 + 60 * i));
                    speaker.ping();
                }
                for (int i = 0; i < 20; i++) {
                    speaker.hears("\u20ac".repeat(1 + 60 * i));
                }
            }
            try (LineSocket telnet = LineSocket.open(lab.tcp())) {
                telnet.send("/login somebody").send("hello").send("/help").send("/quit");
                telnet.awaitEnd();
            }
        }
    }

    /// The last answer's bill may be settled a moment after its client had it.
    private static void assertAgree(
            TestLab lab, List<String> rows, Capture.@Nullable Payload captured) {
        Await.until(
                rows + " have " + captured + ", not " + sum(lab, rows) + ", " + ledger(lab, rows),
                () ->
                        sum(lab, rows).equals(captured)
                                && ledger(lab, rows).equals(captured)
                                && ledger(lab, rows).in() > 10_000);
    }

    private static Capture.Payload sum(TestLab lab, List<String> rows) {
        long in = 0;
        long out = 0;
        for (String row : rows) {
            TrafficMeter meter = lab.meters().of(row);
            in += meter.get(Counter.BYTES_IN);
            out += meter.get(Counter.BYTES_OUT);
        }
        return new Capture.Payload(in, out);
    }

    /// The same from the lines, without `pending`: nothing may be left over.
    private static Capture.Payload ledger(TestLab lab, List<String> rows) {
        long in = 0;
        long out = 0;
        for (String row : rows) {
            Json report = new Json(Json.MAPPER.valueToTree(lab.meters().of(row).report()));
            Lines received = Lines.of(report, "in");
            Lines sent = Lines.of(report, "out");
            in +=
                    received.bytes().values().stream().mapToLong(Long::longValue).sum()
                            - received.pending();
            out += sent.bytes().values().stream().mapToLong(Long::longValue).sum() - sent.pending();
        }
        return new Capture.Payload(in, out);
    }
}

package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A client that does not read: it costs the others nothing, and is cut within its bound.
@Tag("slow")
@Timeout(120)
final class SlowClientTest {
    private static final LabSettings SETTINGS =
            LabSettings.defaults().withWriteStall(Duration.ofSeconds(2));

    /// A connection with a small window that nobody reads from.
    private static AutoCloseable stuck(Scene scene, Wire wire, Session session) {
        if (wire == Wire.TCP) {
            LineSocket socket = LineSocket.open(scene.lab().tcp(), 4_096);
            return socket.send(new Entry(session, null).login());
        }
        return WebSocketWire.open(scene.lab().http(), "/ws", session.authorization(), 4_096);
    }

    private static long open(Scene scene, Wire wire) {
        return Meters.of(scene.lab(), wire.id()).number("connectionsOpen");
    }

    @ParameterizedTest
    @EnumSource(names = {"WEBSOCKET", "TCP"})
    @Rule({"L1", "L2", "L3"})
    void aReaderThatIsStuckCostsTheOthersNothingAndIsCut(Wire wire) throws Exception {
        try (LabUnderTest lab = Labs.start(SETTINGS);
                Scene scene = new Scene(lab, wire)) {
            TransportClient writer = scene.enter("writer");
            TransportClient healthy = scene.enter("healthy");
            TransportClient slow = scene.enter("slow");
            String group = scene.group("busy");
            writer.join(group);
            healthy.join(group);
            slow.join(group);
            slow.sees("joined", slow);
            String place = slow.place();
            slow.close();
            Await.until("two are left", () -> open(scene, wire) == 2);
            try (AutoCloseable _ = stuck(scene, wire, slow.session())) {
                Await.until("it is there", () -> open(scene, wire) == 3);
                String filler = "a".repeat(4_000);
                for (int i = 0; i < 3_000; i++) {
                    writer.send(Json.say(group, i + " " + filler));
                    if (i % 100 == 99) {
                        writer.ping();
                    }
                }
                for (int i = 0; i < 3_000; i++) {
                    assertThat(healthy.heard(i + " " + filler)).isNotNull();
                }
                Await.until("it is cut", Duration.ofSeconds(30), () -> open(scene, wire) == 2);
            }
            writer.ping();
            TransportClient back = scene.connect(slow.session(), place);
            for (int i = 0; i < 3_000; i++) {
                assertThat(back.heard(i + " " + "a".repeat(4_000))).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WEBSOCKET", "TCP"})
    @Rule({"L3", "L2", "W12", "R8"})
    void aStuckReaderFindsOutWhyWhenItReadsAgain(Wire wire) throws Exception {
        try (LabUnderTest lab = Labs.start(SETTINGS);
                Scene scene = new Scene(lab, wire)) {
            TransportClient writer = scene.enter("writer");
            Session slow = scene.session("slow");
            try (AutoCloseable stuck = stuck(scene, wire, slow)) {
                Await.until("it is there", () -> open(scene, wire) == 2);
                String filler = "a".repeat(4_000);
                for (int i = 0; i < 3_000; i++) {
                    writer.send(Json.say("@" + slow.user(), i + " " + filler));
                }
                writer.ping();
                Await.until("it is cut", Duration.ofSeconds(30), () -> open(scene, wire) == 1);
                // What the kernel still holds for it comes first; the connection ends after that.
                switch (stuck) {
                    case LineSocket socket -> socket.awaitEnd();
                    case WebSocketWire socket -> socket.awaitEnd();
                    default -> throw new IllegalStateException();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WEBSOCKET", "TCP"})
    @Rule({"L4", "L2"})
    void whoAsksWithoutTakingTheAnswersIsNotReadAnyMore(Wire wire) throws Exception {
        try (LabUnderTest lab = Labs.start(SETTINGS);
                Scene scene = new Scene(lab, wire)) {
            TransportClient other = scene.enter("other");
            Session greedy = scene.session("greedy");
            AtomicLong sent = new AtomicLong();
            try (AutoCloseable stuck = stuck(scene, wire, greedy)) {
                Thread asking = Thread.ofVirtual().start(() -> ask(stuck, sent));
                for (int i = 0; i < 100; i++) {
                    other.ping();
                }
                Await.until("it is cut", Duration.ofSeconds(60), () -> !asking.isAlive());
                assertThat(sent.get()).isLessThan(200_000_000L);
            }
            other.ping();
        }
    }

    /// Asks for ever, until the connection takes no more.
    private static void ask(AutoCloseable stuck, AtomicLong sent) {
        String ping = Json.of("ping").with("id", "0123456789".repeat(6)).toString();
        byte[] line = Net.utf8((ping + "\n").repeat(100));
        byte[] frame = WebSocketWire.encode(0x80 | WebSocketWire.TEXT, true, Net.utf8(ping));
        try {
            while (sent.get() < 200_000_000L) {
                switch (stuck) {
                    case LineSocket socket -> {
                        socket.raw(line);
                        sent.addAndGet(line.length);
                    }
                    case WebSocketWire socket -> {
                        socket.raw(frame);
                        sent.addAndGet(frame.length);
                    }
                    default -> throw new IllegalStateException();
                }
            }
        } catch (UncheckedIOException e) {
            // The lab has cut it, as it should.
        }
    }
}

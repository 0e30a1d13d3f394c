package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A client that does not read: it costs the others nothing, and is cut within its bound.
@Tag("slow")
@Timeout(120)
final class SlowClientTest {
    private static final LabSettings SETTINGS =
            LabSettings.defaults().withWriteStall(Duration.ofSeconds(2));

    /// A connection with a small window that nobody reads from.
    private static RawStream stuck(Scene scene, KitTransport wire, Session session) {
        return wire.raw(scene.lab(), session, 4_096);
    }

    private static long open(Scene scene, KitTransport wire) {
        return Meters.of(scene.lab(), wire.id()).number("connectionsOpen");
    }

    /// Without an `id`, a message has an answer only where it is posted.
    private static void say(KitTransport wire, TransportClient writer, String to, String text) {
        writer.send(Json.say(to, text));
        if (!wire.isDuplex()) {
            assertThat(writer.answer().type()).isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.wirelab.transports.kit.KitTransport#streams")
    @Rule({"L1", "L2", "L3"})
    void aStuckReaderDoesNotAffectOthersAndIsDisconnected(KitTransport wire) throws Exception {
        try (LabUnderTest lab = Labs.start(SETTINGS);
                Scene scene = new Scene(lab, wire)) {
            TransportClient writer = scene.enter("writer");
            TransportClient healthy = scene.enter("healthy");
            String group = scene.group("busy");
            writer.join(group);
            healthy.join(group);
            long others = open(scene, wire);
            TransportClient slow = scene.enter("slow");
            slow.join(group);
            slow.sees("joined", slow);
            String cursor = slow.cursor();
            slow.close();
            Await.until("the others are left", () -> open(scene, wire) == others);
            try (RawStream _ = stuck(scene, wire, slow.session())) {
                Await.until("it is there", () -> open(scene, wire) == others + 1);
                String filler = "a".repeat(4_000);
                for (int i = 0; i < 3_000; i++) {
                    say(wire, writer, group, i + " " + filler);
                    if (i % 100 == 99) {
                        writer.ping();
                    }
                }
                for (int i = 0; i < 3_000; i++) {
                    assertThat(healthy.heard(i + " " + filler)).isNotNull();
                }
                Await.until("it is cut", Duration.ofSeconds(30), () -> open(scene, wire) == others);
            }
            writer.ping();
            TransportClient back = scene.connect(slow.session(), cursor);
            for (int i = 0; i < 3_000; i++) {
                assertThat(back.heard(i + " " + "a".repeat(4_000))).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.wirelab.transports.kit.KitTransport#streams")
    @Rule({"L3", "L2", "W12", "R8"})
    void aStuckReaderFindsOutWhyWhenItReadsAgain(KitTransport wire) throws Exception {
        try (LabUnderTest lab = Labs.start(SETTINGS);
                Scene scene = new Scene(lab, wire)) {
            TransportClient writer = scene.enter("writer");
            writer.ping();
            long others = open(scene, wire);
            Session slow = scene.session("slow");
            try (RawStream stuck = stuck(scene, wire, slow)) {
                Await.until("it is there", () -> open(scene, wire) == others + 1);
                String filler = "a".repeat(4_000);
                for (int i = 0; i < 3_000; i++) {
                    say(wire, writer, "@" + slow.user(), i + " " + filler);
                }
                writer.ping();
                Await.until("it is cut", Duration.ofSeconds(30), () -> open(scene, wire) == others);
                // What the kernel still holds for it comes first; the connection ends after that.
                stuck.awaitEnd();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.wirelab.transports.kit.KitTransport#duplexes")
    @Rule({"L4", "L2"})
    void aClientThatDoesNotReadItsRepliesIsNoLongerRead(KitTransport wire) throws Exception {
        try (LabUnderTest lab = Labs.start(SETTINGS);
                Scene scene = new Scene(lab, wire)) {
            TransportClient other = scene.enter("other");
            Session greedy = scene.session("greedy");
            AtomicLong sent = new AtomicLong();
            try (RawStream stuck = stuck(scene, wire, greedy)) {
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
    private static void ask(RawStream stuck, AtomicLong sent) {
        String ping = Json.of("ping").with("id", "0123456789".repeat(6)).toString();
        byte[] command = stuck.encode(ping);
        try {
            while (sent.get() < 200_000_000L) {
                stuck.transmit(command);
                sent.addAndGet(command.length);
            }
        } catch (UncheckedIOException e) {
            // The lab has cut it, as it should.
        }
    }
}

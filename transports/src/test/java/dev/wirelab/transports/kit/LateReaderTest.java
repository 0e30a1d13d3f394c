package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A client that asks much more than it takes answers for, and takes them all in the end: it is not
/// read meanwhile, and then answered in order, everything once.
@Timeout(120)
final class LateReaderTest {
    /// Their answers are more than the kernel holds.
    private static final int PINGS = 150_000;

    private static final int AT_ONCE = 200;
    private static final int WINDOW = 65_536;
    private static final String FILLER = "0123456789".repeat(5);

    @ParameterizedTest
    @MethodSource("dev.wirelab.transports.kit.KitTransport#duplexes")
    @Rule({"L4", "L2"})
    void aClientThatReadsItsRepliesLateGetsThemAllInOrder(KitTransport wire) throws Exception {
        LabSettings patient = LabSettings.defaults().withWriteStall(Duration.ofSeconds(60));
        try (LabUnderTest lab = Labs.start(patient);
                Scene scene = new Scene(lab, wire);
                RawStream asker = wire.raw(lab, scene.session("late"), WINDOW)) {
            AtomicInteger sent = new AtomicInteger();
            CompletableFuture<Void> asking =
                    CompletableFuture.runAsync(
                            () -> askAll(asker, sent), Thread::startVirtualThread);
            awaitRest(sent);
            assertThat(sent.get())
                    .as("pings that the lab took before any answer")
                    .isLessThan(PINGS);
            for (int i = 0; i < PINGS; i++) {
                assertThat(asker.json("pong").string("id")).isEqualTo(id(i));
            }
            asking.join();
        }
    }

    private static String id(int i) {
        return i + "-" + FILLER;
    }

    private static void askAll(RawStream asker, AtomicInteger sent) {
        for (int i = 0; i < PINGS; i += AT_ONCE) {
            ByteArrayOutputStream some = new ByteArrayOutputStream();
            for (int k = i; k < i + AT_ONCE; k++) {
                some.writeBytes(asker.encode(Json.of("ping").with("id", id(k)).toString()));
            }
            asker.transmit(some.toByteArray());
            sent.addAndGet(AT_ONCE);
        }
    }

    /// Waits until nothing more is taken for half a second.
    private static void awaitRest(AtomicInteger sent) throws InterruptedException {
        int before = -1;
        while (sent.get() != before || before == 0) {
            before = sent.get();
            Thread.sleep(500);
        }
    }
}

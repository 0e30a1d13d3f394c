package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A client that sends many commands, reads no reply until the lab has stopped reading commands,
/// and then reads all: each reply comes once and in order.
@Timeout(120)
final class LateReaderTest {
    /// Their replies have 10 MB, more than the kernel buffers.
    private static final int COMMANDS = 200;

    /// Near the most that a command may have.
    private static final int COMMAND_BYTES = 8_000;

    private static final int MESSAGES = 13;
    private static final int MESSAGE_BYTES = 4_000;
    private static final int WINDOW = 65_536;
    private static final Duration SETTLED = Duration.ofMillis(500);

    @ParameterizedTest
    @MethodSource("dev.wirelab.transports.kit.KitTransport#duplexes")
    @Rule({"L4", "L2"})
    void aClientThatReadsItsRepliesLateGetsAllOfThemInOrder(KitTransport wire) {
        LabSettings patient = LabSettings.defaults().withWriteStall(Duration.ofSeconds(60));
        try (LabUnderTest lab = Labs.start(patient);
                Scene scene = new Scene(lab, wire)) {
            Session session = scene.session("late");
            TransportClient writer = scene.enter("writer");
            for (int i = 0; i < MESSAGES; i++) {
                writer.say("#lobby", "x".repeat(MESSAGE_BYTES));
            }
            try (RawStream late = wire.raw(lab, session, WINDOW)) {
                CompletableFuture<Void> sending =
                        CompletableFuture.runAsync(() -> sendAll(late), Thread::startVirtualThread);
                long bytesRead = Await.settled(() -> bytesIn(lab, wire, session), SETTLED);
                assertThat(bytesRead)
                        .as("bytes of commands that the lab read before any reply was read")
                        .isLessThan((long) COMMANDS * COMMAND_BYTES);
                for (int i = 0; i < COMMANDS; i++) {
                    assertThat(late.json("history").string("id")).isEqualTo("h" + i);
                }
                sending.join();
            }
        }
    }

    private static long bytesIn(LabUnderTest lab, KitTransport wire, Session session) {
        Json rows = Meters.of(lab, session);
        return rows.has(wire.id()) ? rows.object(wire.id()).number("bytesIn") : 0;
    }

    private static void sendAll(RawStream late) {
        for (int i = 0; i < COMMANDS; i++) {
            late.transmit(late.encode(padded(Json.of("history").with("max", MESSAGES), "h" + i)));
        }
    }

    /// The command with white space that makes it long.
    private static String padded(Json command, String id) {
        String text = command.with("id", id).toString();
        return "{" + " ".repeat(COMMAND_BYTES - text.length()) + text.substring(1);
    }
}

package dev.wirelab.core.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.delivery.Batch;
import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.meter.Counter;
import dev.wirelab.core.meter.Meters;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Retention counts what its events really take of the heap.
@Timeout(60)
@Isolated
class RetentionMemoryTest {
    private static final long RETAINED_BYTES = 16L << 20;

    @ParameterizedTest(name = "{1} times {0}, to {2}")
    @CsvSource({
        "x, 64, #lobby",
        "x, 64, @writer",
        "x, 4000, #lobby",
        "\u00fc, 2000, #lobby",
        "\u4e2d, 1300, #lobby"
    })
    void whatIsRetainedTakesWhatItCounts(String character, int times, String to) {
        ChatOptions defaults = ChatOptions.DEFAULTS;
        ChatOptions options =
                new ChatOptions(
                        Duration.ofHours(1),
                        defaults.sessionLife(),
                        Integer.MAX_VALUE,
                        RETAINED_BYTES,
                        defaults.maxSessions());
        try (TestChat chat = new TestChat(options)) {
            Session writer = chat.logIn("writer");
            String text = character.repeat(times);
            chat.say(writer, to, text);
            long before = live();
            // More than are kept: each weighs more than this.
            int messages = (int) (RETAINED_BYTES / (100 + times));
            for (int i = 0; i < messages; i++) {
                chat.sayLater(writer, to, i + text);
            }
            chat.chat.deliver();
            assertThat(live() - before).isCloseTo(RETAINED_BYTES, Percentage.withPercentage(6));
            assertThat(chat.open(writer, TestChat.beginning()).read(1).isEmpty()).isFalse();
        }
    }

    /// Each cycle leaves an event of a session that has ended, and nothing else.
    @ParameterizedTest(name = "to {0}, with a ledger: {1}")
    @CsvSource({"#lobby, false", "#lobby, true", "@watcher, true", "@self, false", "#own, true"})
    void anEventKeepsNothingOfASessionThatHasEnded(String to, boolean ledger) {
        Meters meters = new Meters(ledger);
        try (TestChat chat = new TestChat()) {
            chat.logIn("watcher");
            cycles(chat, meters, to, 0, 500);
            long liveBefore = live();
            long countedBefore = chat.chat.retainedBytes();
            cycles(chat, meters, to, 500, 10_000);
            long counted = chat.chat.retainedBytes() - countedBefore;
            assertThat(live() - liveBefore).isCloseTo(counted, Percentage.withPercentage(25));
        }
    }

    private static void cycles(TestChat chat, Meters meters, String to, int from, int end) {
        for (int i = from; i < end; i++) {
            String user = "user" + i;
            Session session = chat.logIn(user);
            session.meter(meters, "tcp").add(Counter.COMMANDS, 1);
            Reader reader = chat.open(session, TestChat.present());
            String address = to.equals("@self") ? "@" + user : to.equals("#own") ? "#g" + i : to;
            if (to.equals("#own")) {
                chat.join(session, address);
            }
            chat.say(session, address, "x".repeat(40));
            reader.read(Batch.MAX_BYTES);
            reader.close();
            chat.chat.logOut(session, "bye");
        }
    }

    private static long live() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}

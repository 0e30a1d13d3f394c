package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a client that does not read changes for the others, counted: nothing, to the byte; and what
/// it costs the lab: its cursor, and what is on its way to it.
@Tag("slow")
@Timeout(180)
@Isolated
final class SlowBesideOthersTest {
    private static final int MESSAGES = 2_000;
    private static final String FILLER = "a".repeat(4_000);

    /// Much less than the slow one misses.
    private static final long RETAINED_BYTES = 1 << 20;

    private static final LabSettings SETTINGS =
            LabSettings.defaults()
                    .withRetention(200_000, RETAINED_BYTES)
                    .withSessionLease(Duration.ofMinutes(5))
                    .withWriteStall(Duration.ofMinutes(5))
                    .withPings(Duration.ofMinutes(5), Duration.ofMinutes(5));

    /// What the meters tell of one session.
    private record Cost(long bytesIn, long bytesOut, long events, long commands) {
        static Cost of(LabUnderTest lab, KitTransport wire, TransportClient client) {
            Json row = Meters.of(lab, client.session()).object(wire.id());
            return new Cost(
                    row.number("bytesIn"),
                    row.number("bytesOut"),
                    row.number("eventsDelivered"),
                    row.number("commands"));
        }

        Cost since(Cost before) {
            return new Cost(
                    bytesIn - before.bytesIn,
                    bytesOut - before.bytesOut,
                    events - before.events,
                    commands - before.commands);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.wirelab.transports.kit.KitTransport#streams")
    @Rule({"L1", "L3", "E8"})
    void aClientThatDoesNotReadDoesNotAffectOthers(KitTransport wire) throws Exception {
        try (LabUnderTest lab = Labs.start(SETTINGS);
                Scene scene = new Scene(lab, wire)) {
            List<TransportClient> all =
                    Stream.of("writer", "one", "two", "three").map(scene::enter).toList();
            TransportClient writer = all.getFirst();
            String group = scene.group("busy");
            Session slow = scene.session("slow");
            try (TransportClient atFirst = scene.connect(slow, null)) {
                atFirst.join(group);
            }
            all.forEach(client -> client.join(group));
            // Up to cursors that are all of the same length.
            for (int i = 0; i < 1_000; i++) {
                writer.say(writer.address(), "x");
                writer.heard("x");
            }
            sayAndHear(all, group, 100);

            List<Cost> alone = sayAndHear(lab, wire, all, group);
            long heap = live();
            long others = Meters.of(lab, wire.id()).number("connectionsOpen");
            try (RawStream stuck = wire.raw(lab, slow, 4_096)) {
                Await.until(
                        "it is there",
                        () -> Meters.of(lab, wire.id()).number("connectionsOpen") == others + 1);
                assertThat(sayAndHear(lab, wire, all, group)).isEqualTo(alone);
                assertThat(live() - heap).as("bytes for who does not read").isLessThan(1 << 20);
                // Most of what it missed is gone; then it is told so, and goes on with the rest.
                Json gap = stuck.json("gap");
                assertThat(gap.string("reason")).isEqualTo("retention");
                writer.send(Json.say(group, "last"));
                Json message = stuck.json("message");
                while (!message.string("text").equals("last")) {
                    message = stuck.json("message");
                }
            }
        }
    }

    private static List<Cost> sayAndHear(
            LabUnderTest lab, KitTransport wire, List<TransportClient> all, String group) {
        List<Cost> before = settled(lab, wire, all);
        sayAndHear(all, group, MESSAGES);
        List<Cost> after = settled(lab, wire, all);
        return IntStream.range(0, all.size())
                .mapToObj(i -> after.get(i).since(before.get(i)))
                .toList();
    }

    /// What the meters tell once they stand still: a write may arrive before it is counted.
    private static List<Cost> settled(
            LabUnderTest lab, KitTransport wire, List<TransportClient> all) {
        AtomicReference<List<Cost>> latest = new AtomicReference<>(List.of());
        Await.until(
                "the meters stand still",
                () -> {
                    List<Cost> now = all.stream().map(one -> Cost.of(lab, wire, one)).toList();
                    return now.equals(latest.getAndSet(now));
                });
        return latest.get();
    }

    /// One at a time, so that no two go in one write.
    private static void sayAndHear(List<TransportClient> all, String group, int messages) {
        for (int i = 0; i < messages; i++) {
            String text = String.format(Locale.ROOT, "%04d %s", i, FILLER);
            all.getFirst().send(Json.say(group, text));
            all.forEach(client -> client.heard(text));
        }
    }

    private static long live() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}

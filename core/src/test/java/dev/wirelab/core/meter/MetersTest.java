package dev.wirelab.core.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetersTest {
    private final Meters meters = new Meters();

    @Test
    void everyRowHasEveryCountInOrder() {
        meters.of("tcp");
        assertThat(meters.snapshot().get("tcp"))
                .containsExactly(
                        Map.entry("bytesIn", 0L),
                        Map.entry("bytesOut", 0L),
                        Map.entry("requests", 0L),
                        Map.entry("emptyPolls", 0L),
                        Map.entry("connectionsOpened", 0L),
                        Map.entry("connectionsOpen", 0L),
                        Map.entry("commands", 0L),
                        Map.entry("eventsDelivered", 0L));
    }

    @Test
    void aPartAlsoCountsInTheWhole() {
        TrafficMeter whole = meters.of("websocket");
        TrafficMeter one = whole.part();
        TrafficMeter two = whole.part();
        one.add(Counter.BYTES_IN, 10);
        two.add(Counter.BYTES_IN, 5);
        whole.add(Counter.BYTES_IN, 1);
        one.add(Counter.CONNECTIONS_OPEN, 1);
        one.add(Counter.CONNECTIONS_OPEN, -1);
        assertThat(one.get(Counter.BYTES_IN)).isEqualTo(10);
        assertThat(two.get(Counter.BYTES_IN)).isEqualTo(5);
        assertThat(meters.snapshot().get("websocket"))
                .containsEntry("bytesIn", 16L)
                .containsEntry("connectionsOpen", 0L);
    }

    @Test
    void theLinesOfALedgerSumToTheBytesAndWhatIsNotKnownYetIsPending() {
        TrafficMeter row = new Meters(true).of("tcp");
        TrafficMeter session = row.part();
        session.add(Counter.BYTES_IN, 10);
        session.add(Counter.BYTES_OUT, 3);
        session.add(Direction.IN, ByteClass.PAYLOAD, 4);
        session.add(Direction.IN, ByteClass.FRAMING, 1);
        for (TrafficMeter meter : List.of(row, session)) {
            assertThat(meter.get(Direction.IN, ByteClass.PAYLOAD)).isEqualTo(4);
            assertThat(meter.report())
                    .containsEntry("bytesIn", 10L)
                    .containsEntry(
                            "ledger",
                            Map.of(
                                    "in",
                                            lines(
                                                    Map.of(
                                                            "payload", 4L, "framing", 1L, "pending",
                                                            5L)),
                                    "out", lines(Map.of("pending", 3L))));
        }
    }

    @Test
    void withoutALedgerTheReportIsTheCounts() {
        TrafficMeter row = meters.of("tcp");
        row.add(Direction.IN, ByteClass.PAYLOAD, 4);
        assertThat(row.report()).isEqualTo(row.snapshot());
        assertThat(row.get(Direction.IN, ByteClass.PAYLOAD)).isZero();
    }

    private static Map<String, Long> lines(Map<String, Long> some) {
        Map<String, Long> all = new HashMap<>(some);
        for (ByteClass line : ByteClass.values()) {
            all.putIfAbsent(line.id(), 0L);
        }
        return all;
    }

    @Test
    void rowsStandByThemselves() {
        meters.other().add(Counter.REQUESTS, 3);
        meters.of("tcp").add(Counter.REQUESTS, 1);
        assertThat(meters.of("tcp")).isSameAs(meters.of("tcp"));
        assertThat(meters.snapshot().keySet()).containsExactly("other", "tcp");
        assertThat(meters.other().get(Counter.REQUESTS)).isEqualTo(3);
    }

    @Test
    void nothingIsLostBetweenThreads() throws InterruptedException {
        TrafficMeter whole = meters.of("tcp");
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            TrafficMeter part = whole.part();
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int n = 0; n < 10_000; n++) {
                                    part.add(Counter.EVENTS_DELIVERED, 2);
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(whole.get(Counter.EVENTS_DELIVERED)).isEqualTo(80_000);
    }

    @Test
    void theProcessIsMeasured() {
        Map<String, Long> before = ProcessMeter.snapshot();
        byte[][] garbage = new byte[64][];
        for (int i = 0; i < garbage.length; i++) {
            garbage[i] = new byte[100_000];
        }
        Map<String, Long> after = ProcessMeter.snapshot();
        assertThat(after).containsEntry("pid", ProcessHandle.current().pid());
        assertThat(after.keySet())
                .containsExactly("pid", "cpuNanos", "allocatedBytes", "heapBytes");
        assertThat(grown("allocatedBytes", before, after)).isGreaterThan(6_400_000);
        assertThat(grown("cpuNanos", before, after)).isNotNegative();
        assertThat(after.getOrDefault("heapBytes", 0L)).isGreaterThan(garbage.length);
    }

    private static long grown(String field, Map<String, Long> before, Map<String, Long> after) {
        return after.getOrDefault(field, 0L) - before.getOrDefault(field, Long.MAX_VALUE);
    }
}

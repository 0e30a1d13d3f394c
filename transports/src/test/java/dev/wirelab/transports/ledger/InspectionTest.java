package dev.wirelab.transports.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.core.meter.Meters;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.transports.ConnectionTraffic;
import dev.wirelab.transports.kit.Rule;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How classes and payers come together, and what a watcher is shown.
final class InspectionTest {
    private static final String LOG_IN = "{\"type\":\"login\"}\n";
    private static final String PING = "{\"type\":\"ping\"}\n";

    private final Meters meters = new Meters(true);
    private final TrafficMeter tcp = meters.of("tcp");
    private final TrafficMeter alice = tcp.part();

    private static void in(ConnectionTraffic traffic, String text) {
        traffic.in(ISO_8859_1.encode(text), text.length());
    }

    private static void out(ConnectionTraffic traffic, String text) {
        ByteBuffer bytes = ISO_8859_1.encode(text);
        traffic.out(text.length(), traffic.views(bytes));
    }

    private static long pending(TrafficMeter meter, Direction direction) {
        long left = meter.get(direction.count());
        for (ByteClass line : ByteClass.values()) {
            left -= meter.get(direction, line);
        }
        return left;
    }

    @Test
    void bytesWhosePayerIsFoundLaterTakeTheirClassesAlong() {
        ConnectionTraffic traffic =
                new ConnectionTraffic(new TrafficInspector(true), Reading.LINES);
        in(traffic, LOG_IN + PING.substring(0, 5));
        assertThat(tcp.get(Direction.IN, ByteClass.HANDSHAKE)).isZero();
        traffic.charge(alice);
        assertThat(alice.get(Direction.IN, ByteClass.HANDSHAKE)).isEqualTo(16);
        assertThat(pending(alice, Direction.IN)).isEqualTo(5);
        in(traffic, PING.substring(5));
        assertThat(tcp.get(Direction.IN, ByteClass.HEARTBEAT)).isEqualTo(15);
        assertThat(pending(tcp, Direction.IN)).isZero();
    }

    @Test
    void aBurstIsTheSameOnEveryConnectionHoweverItIsCut() {
        String burst =
                "{\"type\":\"message\",\"text\":\"hello\"}\n{\"type\":\"ok\"}\n{\"type\":\"pong\"}\n";
        TrafficInspector wires = new TrafficInspector(true);
        for (int cut = 0; cut <= burst.length(); cut++) {
            TrafficMeter meter = tcp.part();
            ConnectionTraffic traffic = new ConnectionTraffic(wires, Reading.LINES);
            in(traffic, LOG_IN);
            traffic.charge(meter);
            out(traffic, burst.substring(0, cut));
            out(traffic, burst.substring(cut));
            out(traffic, burst);
            assertThat(meter.get(Direction.OUT, ByteClass.PAYLOAD)).isEqualTo(10);
            assertThat(meter.get(Direction.OUT, ByteClass.ACKNOWLEDGEMENT)).isEqualTo(26);
            assertThat(meter.get(Direction.OUT, ByteClass.HEARTBEAT)).isEqualTo(30);
            assertThat(meter.get(Direction.OUT, ByteClass.FRAMING)).isEqualTo(6);
            assertThat(pending(meter, Direction.OUT)).isZero();
        }
    }

    @Test
    void requestsInOneSegmentAreMatchedInOrderAndNothingIsPendingAtTheEnd() {
        ConnectionTraffic traffic = new ConnectionTraffic(new TrafficInspector(true), Reading.HTTP);
        TrafficMeter other = meters.other();
        String poll = "GET /poll/short HTTP/1.1\r\n\r\n";
        // Charged to the first one's meter, read as the second one's.
        in(traffic, poll + "GET / HTTP/1.1\r\n\r\n");
        traffic.charge(alice);
        out(traffic, "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"events\":[]}");
        traffic.settle(other);
        assertThat(alice.get(Direction.IN, ByteClass.EMPTY_POLL)).isEqualTo(poll.length());
        assertThat(alice.get(Direction.IN, ByteClass.REQUEST)).isEqualTo(18);
        out(traffic, "HTTP/1.1 204 No\r\n\r\nTTP");
        traffic.settle(other);
        assertThat(other.get(Direction.OUT, ByteClass.RESPONSE)).isEqualTo(19);
        assertThat(pending(other, Direction.OUT)).isEqualTo(3);
        traffic.close(other);
        assertThat(other.get(Direction.OUT, ByteClass.UNREADABLE)).isEqualTo(3);
        for (Direction direction : Direction.values()) {
            assertThat(pending(alice, direction) + pending(other, direction)).isZero();
        }
    }

    @Test
    void withoutLedgerAndTapNobodyLooksAndWithATapOnlyAtWhomItWatches() throws Exception {
        TrafficInspector wires = new TrafficInspector(false);
        assertThat(wires.watch(Reading.HTTP)).isNull();
        TrafficMeter bob = tcp.part();
        try (TapSubscriber watcher = wires.tap().open(Map.of(alice, "tcp"))) {
            ConnectionTraffic hers = new ConnectionTraffic(wires, Reading.LINES);
            ConnectionTraffic his = new ConnectionTraffic(wires, Reading.LINES);
            in(hers, LOG_IN);
            in(his, LOG_IN);
            hers.charge(alice);
            his.charge(bob);
            in(hers, PING);
            in(his, PING);
            assertThat(his.views()).as("not looked at any more").isNull();
            for (int connection = 0; connection < 2; connection++) {
                assertThat(watcher.next(Duration.ofSeconds(1)).orElseThrow())
                        .contains("\"connection\":1,\"direction\":\"in\"");
            }
            assertThat(watcher.next(Duration.ZERO)).isEmpty();
        }
        assertThat(wires.watch(Reading.HTTP)).isNull();
    }

    @Test
    @Rule("I9")
    void aSlowWatcherLosesWholeRecordsAndIsToldHowMany() throws Exception {
        TrafficInspector wires = new TrafficInspector(false);
        try (TapSubscriber watcher = wires.tap().open(Map.of(alice, "tcp"))) {
            ConnectionTraffic traffic = new ConnectionTraffic(wires, Reading.LINES);
            traffic.charge(alice);
            for (int i = 0; i < TapSubscriber.MAX_RECORDS + 7; i++) {
                in(traffic, PING);
            }
            assertThat(watcher.next(Duration.ZERO).orElseThrow())
                    .isEqualTo("{\"type\":\"dropped\",\"records\":7,\"length\":112}");
            assertThat(watcher.next(Duration.ZERO).orElseThrow()).contains("\"totalIn\":128,");
        }
    }
}

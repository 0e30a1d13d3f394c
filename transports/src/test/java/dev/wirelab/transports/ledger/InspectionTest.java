package dev.wirelab.transports.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.core.meter.Meters;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.transports.Admission;
import dev.wirelab.transports.ConnectionTraffic;
import dev.wirelab.transports.Quotas;
import dev.wirelab.transports.kit.Rule;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How bytes get their meter and their class, and what a subscriber of the tap receives.
final class InspectionTest {
    private static final String LOG_IN = "{\"type\":\"login\"}\n";
    private static final String PING = "{\"type\":\"ping\"}\n";

    private final Meters meters = new Meters(true);
    private final TrafficMeter tcp = meters.of("tcp");
    private final TrafficMeter alice = tcp.part();

    /// A connection whose bytes are counted and inspected.
    private static final class Connection {
        private final PlaintextInspection inspection;
        private final ConnectionTraffic traffic;

        Connection(TrafficInspector inspector, Dissector.Factory protocol) {
            inspection = new PlaintextInspection(inspector, protocol);
            traffic =
                    new ConnectionTraffic(
                            inspection,
                            new Admission(Quotas.UNLIMITED, new Meters())
                                    .admit(InetAddress.getLoopbackAddress())
                                    .orElseThrow());
        }

        void in(String text) {
            traffic.in(text.length());
            inspection.in(ISO_8859_1.encode(text), text.length());
        }

        void out(String text) {
            ByteBuffer bytes = ISO_8859_1.encode(text);
            ByteBuffer @Nullable [] views = inspection.views(bytes);
            traffic.out(text.length());
            inspection.out(text.length(), views);
        }
    }

    private static long pending(TrafficMeter meter, Direction direction) {
        long left = meter.get(direction.count());
        for (ByteClass byteClass : ByteClass.values()) {
            left -= meter.get(direction, byteClass);
        }
        return left;
    }

    @Test
    void bytesChargedLaterKeepTheirClasses() {
        Connection connection = new Connection(new TrafficInspector(true), Reading.LINES);
        connection.in(LOG_IN + PING.substring(0, 5));
        assertThat(tcp.get(Direction.IN, ByteClass.HANDSHAKE)).isZero();
        connection.traffic.charge(alice);
        assertThat(alice.get(Direction.IN, ByteClass.HANDSHAKE)).isEqualTo(16);
        assertThat(pending(alice, Direction.IN)).isEqualTo(5);
        connection.in(PING.substring(5));
        assertThat(tcp.get(Direction.IN, ByteClass.HEARTBEAT)).isEqualTo(15);
        assertThat(pending(tcp, Direction.IN)).isZero();
    }

    @Test
    void aBurstIsClassifiedTheSameOnEveryConnectionHoweverItIsSplit() {
        String burst =
                "{\"type\":\"message\",\"text\":\"hello\"}\n{\"type\":\"ok\"}\n{\"type\":\"pong\"}\n";
        TrafficInspector inspector = new TrafficInspector(true);
        for (int cut = 0; cut <= burst.length(); cut++) {
            TrafficMeter meter = tcp.part();
            Connection connection = new Connection(inspector, Reading.LINES);
            connection.in(LOG_IN);
            connection.traffic.charge(meter);
            connection.out(burst.substring(0, cut));
            connection.out(burst.substring(cut));
            connection.out(burst);
            assertThat(meter.get(Direction.OUT, ByteClass.PAYLOAD)).isEqualTo(10);
            assertThat(meter.get(Direction.OUT, ByteClass.ACKNOWLEDGEMENT)).isEqualTo(26);
            assertThat(meter.get(Direction.OUT, ByteClass.HEARTBEAT)).isEqualTo(30);
            assertThat(meter.get(Direction.OUT, ByteClass.FRAMING)).isEqualTo(6);
            assertThat(pending(meter, Direction.OUT)).isZero();
        }
    }

    @Test
    void requestsInOneSegmentAreMatchedInOrderAndNothingIsPendingAtTheEnd() {
        Connection connection = new Connection(new TrafficInspector(true), Reading.HTTP);
        TrafficMeter other = meters.other();
        String poll = "GET /poll/short HTTP/1.1\r\n\r\n";
        // Charged to the first one's meter, read as the second one's.
        connection.in(poll + "GET / HTTP/1.1\r\n\r\n");
        connection.traffic.charge(alice);
        connection.out("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"events\":[]}");
        connection.traffic.endExchange(other);
        assertThat(alice.get(Direction.IN, ByteClass.EMPTY_POLL)).isEqualTo(poll.length());
        assertThat(alice.get(Direction.IN, ByteClass.REQUEST)).isEqualTo(18);
        connection.out("HTTP/1.1 204 No\r\n\r\nTTP");
        connection.traffic.endExchange(other);
        assertThat(other.get(Direction.OUT, ByteClass.RESPONSE)).isEqualTo(19);
        assertThat(pending(other, Direction.OUT)).isEqualTo(3);
        connection.traffic.close(other);
        assertThat(other.get(Direction.OUT, ByteClass.UNREADABLE)).isEqualTo(3);
        for (Direction direction : Direction.values()) {
            assertThat(pending(alice, direction) + pending(other, direction)).isZero();
        }
    }

    @Test
    void nothingIsInspectedWithoutALedgerExceptForATapsSubscriptions() throws Exception {
        TrafficInspector inspector = new TrafficInspector(false);
        assertThat(inspector.inspect(Reading.HTTP)).isNull();
        TrafficMeter bob = tcp.part();
        try (TapSubscriber subscriber = inspector.tap().open(Map.of(alice, "tcp"))) {
            Connection hers = new Connection(inspector, Reading.LINES);
            Connection his = new Connection(inspector, Reading.LINES);
            hers.in(LOG_IN);
            his.in(LOG_IN);
            hers.traffic.charge(alice);
            his.traffic.charge(bob);
            hers.in(PING);
            his.in(PING);
            assertThat(his.inspection.views()).as("no longer inspected").isNull();
            for (int connection = 0; connection < 2; connection++) {
                assertThat(subscriber.next(Duration.ofSeconds(1)).orElseThrow())
                        .contains("\"connection\":1,\"direction\":\"in\"");
            }
            assertThat(subscriber.next(Duration.ZERO)).isEmpty();
        }
        assertThat(inspector.inspect(Reading.HTTP)).isNull();
    }

    @Test
    @Rule("I9")
    void aSlowSubscriberLosesWholeRecordsAndGetsTheirNumber() throws Exception {
        TrafficInspector inspector = new TrafficInspector(false);
        try (TapSubscriber subscriber = inspector.tap().open(Map.of(alice, "tcp"))) {
            Connection connection = new Connection(inspector, Reading.LINES);
            connection.traffic.charge(alice);
            for (int i = 0; i < TapSubscriber.MAX_RECORDS + 7; i++) {
                connection.in(PING);
            }
            assertThat(subscriber.next(Duration.ZERO).orElseThrow())
                    .isEqualTo("{\"type\":\"dropped\",\"records\":7,\"length\":112}");
            assertThat(subscriber.next(Duration.ZERO).orElseThrow()).contains("\"totalIn\":128,");
        }
    }
}

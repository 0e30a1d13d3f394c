package dev.wirelab.transports.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.meter.Direction;
import dev.wirelab.transports.lab.TransportTypes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for any bytes that pass a port: each is counted in one class, the same however they
/// are cut into portions. The profile `fuzz` looks for bytes for which it does not hold.
///
/// Input is a sequence of portions: a byte with the direction (its highest bit, set for those of
/// the lab) and the length, and as many bytes. A length of 127 stands for all that are left.
final class AnyBytesTest {
    private static final int MAX = 126;
    private static final int[] CUTS = {1, 3, Integer.MAX_VALUE};

    private static final String TO_WEBSOCKET = " HTTP/1.1\r\nUpgrade: websocket\r\n\r\n";
    private static final String SWITCHED = "HTTP/1.1 101 Switching Protocols\r\n\r\n";

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Portion(Direction direction, byte[] bytes, int from, int to) {}

    private static List<Portion> portions(byte[] input) {
        List<Portion> portions = new ArrayList<>();
        int at = 0;
        while (at < input.length) {
            int control = input[at++];
            int length = control & 0x7f;
            int left = input.length - at;
            length = length > MAX ? left : Math.min(length, left);
            Direction direction = control < 0 ? Direction.OUT : Direction.IN;
            portions.add(new Portion(direction, input, at, at + length));
            at += length;
        }
        return portions;
    }

    /// Portions of which each is text, one character a byte, from the client and the lab in turns.
    private static byte[] seed(String... turns) {
        ByteArrayOutputStream seed = new ByteArrayOutputStream();
        for (int turn = 0; turn < turns.length; turn++) {
            byte[] bytes = turns[turn].getBytes(ISO_8859_1);
            for (int at = 0; at < bytes.length; at += MAX) {
                int length = Math.min(MAX, bytes.length - at);
                seed.write((turn % 2 == 0 ? 0 : 0x80) | length);
                seed.write(bytes, at, length);
            }
        }
        return seed.toByteArray();
    }

    private static void check(Dissector.Factory protocol, byte[] input, String... before) {
        List<Portion> portions = portions(input);
        List<Reading> readings = new ArrayList<>();
        for (int cut : CUTS) {
            Reading reading = new Reading(protocol);
            for (int turn = 0; turn < before.length; turn += 2) {
                reading.in(before[turn]).out(before[turn + 1]);
            }
            for (Portion portion : portions) {
                for (int at = portion.from(); at < portion.to(); ) {
                    int end = at + Math.min(cut, portion.to() - at);
                    byte[] bytes = Arrays.copyOfRange(portion.bytes(), at, end);
                    reading.dissect(portion.direction(), bytes);
                    at = end;
                }
            }
            readings.add(reading.end());
        }
        Reading whole = readings.getLast();
        for (Reading reading : readings) {
            assertThat(reading.in()).isEqualTo(whole.in());
            assertThat(reading.out()).isEqualTo(whole.out());
            // A write that is just returning may still be reported.
            reading.in("more").out("more").end();
            for (Direction direction : Direction.values()) {
                ByteSpans spans = reading.of(direction);
                for (int run = 0; run < spans.count(); run++) {
                    assertThat(spans.length(run)).as("%s", spans).isPositive();
                }
                assertThat(reading.bytes(direction))
                        .as("%s: %s", direction, spans)
                        .isEqualTo(reading.seen(direction));
                assertThat(reading.shown(direction)).hasSize((int) reading.seen(direction));
            }
        }
    }

    static Stream<byte[]> http() {
        return Stream.of(
                seed(
                        "GET /poll/long?after=k-1 HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n",
                        "HTTP/1.1 200 OK\r\nContent-Length: 26\r\n\r\n{\"cursor\":\"k\",\"events\":[]}"
                                + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                        "POST /api/commands HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{\"type\":"
                                + "\r\n13;a=b\r\n\"say\",\"text\":\"x y\"}\r\n0\r\nA: b\r\n\r\n",
                        "HTTP/1.1 100 \r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"type\":\"ok\"}"),
                seed(
                        "POST /socket.io/?EIO=4 HTTP/1.1\r\nContent-Length: 31\r\n\r\n"
                                + "42[\"say\",{\"text\":\"hi\"}]\u001eb4242\u001e3",
                        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
                        "GET /sse HTTP/1.1\r\nAuthorization: Bearer x\r\n\r\n",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n14\r\nid: k\ndata: {\"a\":1}\n\n"
                                + "\r\n2\r\n:\n\r\n"),
                seed(
                        "GET /ws" + TO_WEBSOCKET + "\u0081\u0080\0\0\0\0",
                        "HTTP/1.1 400 Bad\r\nContent-Length: 1\r\n\r\n!"),
                seed("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nmore", "anything"),
                // UTF-16 is no JSON here (rule C1), although a parser may detect it.
                seed(
                        "POST /api/commands HTTP/1.1\r\nContent-Length: 50\r\n\r\n"
                                + "{\0\"\0t\0y\0p\0e\0\"\0:\0\"\0s\0a\0y\0\"\0,\0\"\0t\0e\0x\0t\0\"\0:\0\"\0a\0\"\0}\0"));
    }

    @ParameterizedTest
    @MethodSource("http")
    void eachByteOfHttpIsInOneClassHoweverItArrives(byte[] input) {
        checkHttp(input);
    }

    static void checkHttp(byte[] input) {
        check(Reading.HTTP, input);
        check(new HttpDissectors(TransportTypes.exchanges()).http1Or2(), input);
    }

    static Stream<byte[]> frames() {
        return Stream.of(
                seed(
                        masked(0x01, "{\"type\":\"say\",\"text\":\"h")
                                + masked(0x89, "beat")
                                + masked(0x80, "i\"}"),
                        frame(0x81, "{\"type\":\"ok\"}\n{\"type\":\"message\",\"text\":\"x\"}"),
                        masked(0x82, "{\"type\":\"say\",\"bytes\":3}\nabc")
                                + masked(0x88, "\3\u00e8"),
                        frame(0x8a, "beat")),
                seed(masked(0x81, "2probe") + masked(0x81, "42[\"say\",{\"text\":\"hi\"}]")),
                seed("\u0081"),
                seed("\u0081\u00ff\0\0\0\0\0\0\0\1\1\2\3\4x"));
    }

    private static String masked(int bits, String payload) {
        return new String(Reading.masked(bits, payload), ISO_8859_1);
    }

    private static String frame(int bits, String payload) {
        return new String(Reading.frame(bits, payload), ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("frames")
    void eachByteOfAWebSocketIsInOneClassHoweverItArrives(byte[] input) {
        checkFrames(input);
    }

    static void checkFrames(byte[] input) {
        for (String path : List.of("/ws", "/socket.io/?EIO=4&transport=websocket")) {
            check(Reading.HTTP, input, "GET " + path + TO_WEBSOCKET, SWITCHED);
        }
    }

    static Stream<byte[]> streams() {
        return Stream.of(
                seed(
                        "\0\0\3\1\5\0\0\0\1abc",
                        "\0\0\1\1\4\0\0\0\1a\0\0\4\0\0\0\0\0\1{\"a\"\0\0\6\0\t\0\0\0\1\2:1}\0\0"),
                seed("\0\0\2\0\b\0\0\0\1\u00ff\n", "\0\0\2\0\0\0\0\0\1\n\n"),
                // A request that ends twice.
                seed("\0\0\0\1\5\0\0\0\1\0\0\1\1\5\0\0\0\1a"));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void eachByteOfAStreamOfHttp2IsInOneClassHoweverItArrives(byte[] input) {
        checkStreams(input);
    }

    static void checkStreams(byte[] input) {
        HttpDissectors dissectors = new HttpDissectors(TransportTypes.exchanges());
        for (String path : List.of("/sse", "/poll/long", "/")) {
            StreamHeads heads = new StreamHeads();
            heads.set("GET", path, () -> 200);
            check(dissectors.stream(heads), input);
        }
        check(dissectors.stream(new StreamHeads()), input);
    }

    static Stream<byte[]> lines() {
        return Stream.of(
                seed(
                        "\u00ff\u00fb\u0003/login bob\r\n",
                        "* hello\r\nok k-1\r\n",
                        "one\u00ff\u00f1 two\r\n/say #a b\r\0",
                        "message k-2 #lobby bob one two\r\nok k-4\r\n"),
                seed(
                        "\u00ef\u00bb\u00bf{\"type\":\"login\",\"v\":2}\n",
                        "{\"type\":\"hello\",\"user\":\"a\",\"v\":2}\n",
                        "{\"type\":\"say\",\"media\":\"a/b\",\"bytes\":3}\nabc{\"type\":\"ping\"}\n",
                        "{\"type\":\"message\",\"media\":\"a/b\",\"bytes\":3}\nabc\n"),
                seed("\u00ef\u00bb{\n"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void eachByteOfALineIsInOneClassHoweverItArrives(byte[] input) {
        checkLines(input);
    }

    static void checkLines(byte[] input) {
        check(Reading.LINES, input);
    }
}

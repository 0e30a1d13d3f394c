package dev.wirelab.transports.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.meter.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// However the same bytes are cut, they are the same; and whatever the bytes are, all are counted.
final class ChunkingTest {
    private static final int CUTS = 300;

    /// Bytes that pass at once, one character a byte.
    private record Piece(Direction direction, String text) {
        Piece(Direction direction, byte[] bytes) {
            this(direction, new String(bytes, ISO_8859_1));
        }

        byte[] bytes() {
            return text.getBytes(ISO_8859_1);
        }
    }

    private static List<Piece> webSocket() {
        String upgrade = "GET /ws HTTP/1.1\r\nUpgrade: websocket\r\n\r\n";
        String switched = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
        return List.of(
                in("GET /poll/long?after=k-1 HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n"),
                out(
                        "HTTP/1.1 200 OK\r\nContent-Length: 26\r\n\r\n{\"cursor\":\"k\",\"events\":[]}"),
                out("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
                in("POST /api/commands HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"),
                in("8\r\n{\"type\":\r\n13;a=b\r\n\"say\",\"text\":\"x y\"}\r\n0\r\n\r\n"),
                out("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"type\":\"ok\"}"),
                in(upgrade),
                out(switched),
                new Piece(Direction.IN, Reading.masked(0x01, "{\"type\":\"say\",\"text\":\"h")),
                new Piece(Direction.IN, Reading.masked(0x89, "beat")),
                new Piece(Direction.IN, Reading.masked(0x80, "i\"}")),
                new Piece(
                        Direction.OUT,
                        Reading.frame(
                                0x81,
                                "{\"type\":\"ok\"}\n{\"type\":\"message\",\"text\":\""
                                        + "x".repeat(300)
                                        + "\"}")),
                new Piece(Direction.IN, Reading.masked(0x88, "\3\u00e8")));
    }

    private static List<Piece> telnet() {
        return List.of(
                in("\u00ff\u00fb\u0003/login bob\r\n"),
                out("* hello\r\nok k-1\r\n"),
                in("one\u00ff\u00f1 two\r\n/say #a b\n"),
                out("message k-2 #lobby bob one two\r\nok k-4\r\n"));
    }

    private static Piece in(String text) {
        return new Piece(Direction.IN, text);
    }

    private static Piece out(String text) {
        return new Piece(Direction.OUT, text);
    }

    private static Reading read(Dissector.Factory protocol, List<Piece> pieces) {
        Reading reading = new Reading(protocol);
        pieces.forEach(piece -> reading.dissect(piece.direction(), piece.bytes()));
        return reading.end();
    }

    private static List<Piece> cut(List<Piece> pieces, Random random) {
        List<Piece> cut = new ArrayList<>();
        int most = 1 + random.nextInt(60);
        for (Piece piece : pieces) {
            int at = 0;
            while (at < piece.bytes().length) {
                int end = Math.min(piece.bytes().length, at + 1 + random.nextInt(most));
                cut.add(new Piece(piece.direction(), Arrays.copyOfRange(piece.bytes(), at, end)));
                at = end;
            }
        }
        return cut;
    }

    @Test
    void theClassesDoNotDependOnHowTheBytesAreCut() {
        for (Dissector.Factory protocol : List.of(Reading.HTTP, Reading.LINES)) {
            List<Piece> whole = protocol.equals(Reading.HTTP) ? webSocket() : telnet();
            Reading expected = read(protocol, whole);
            assertThat(expected.in() + expected.out()).doesNotContain("unreadable");
            for (int seed = 0; seed < CUTS; seed++) {
                Reading actual = read(protocol, cut(whole, new Random(seed)));
                assertThat(actual.in()).as("in, seed %d", seed).isEqualTo(expected.in());
                assertThat(actual.out()).as("out, seed %d", seed).isEqualTo(expected.out());
                assertThat(actual.shown(Direction.IN)).isEqualTo(expected.shown(Direction.IN));
            }
        }
    }

    @Test
    void everyByteOfAnythingIsCountedOnce() {
        for (Dissector.Factory protocol : List.of(Reading.HTTP, Reading.LINES)) {
            for (int seed = 0; seed < CUTS; seed++) {
                Random random = new Random(seed);
                List<Piece> damaged = new ArrayList<>();
                for (Piece piece :
                        cut(protocol.equals(Reading.HTTP) ? webSocket() : telnet(), random)) {
                    byte[] bytes = piece.bytes().clone();
                    if (random.nextInt(8) == 0) {
                        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                    }
                    if (random.nextInt(30) > 0) {
                        damaged.add(new Piece(piece.direction(), bytes));
                    }
                }
                Reading reading = read(protocol, damaged);
                reading.in("more").out("more").end();
                for (Direction direction : Direction.values()) {
                    assertThat(reading.bytes(direction))
                            .as("%s, seed %d", direction, seed)
                            .isEqualTo(reading.seen(direction));
                }
            }
        }
    }
}

package dev.wirelab.load.connection;

import static dev.wirelab.load.connection.ScriptedServer.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The client's side of a WebSocket against a server that writes frames byte for byte.
@Timeout(30)
final class WebSocketFramingTest {
    private static final int TEXT = 0x81;
    private static final int FIRST_FRAGMENT = 0x01;
    private static final int LAST_FRAGMENT = 0x80;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8a;
    private static final String LONG = "x".repeat(70_000);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void messagesArriveWholeAndInOrderHoweverTheyAreCut(boolean byteByByte) throws Exception {
        CompletableFuture<Frame> answer = new CompletableFuture<>();
        byte[] sent =
                bytes(
                        frame(TEXT, "first"),
                        frame(FIRST_FRAGMENT, "frag"),
                        frame(PING, "between"),
                        frame(LAST_FRAGMENT, "ment"),
                        frame(TEXT, LONG),
                        frame(TEXT, ""),
                        frame(TEXT, "zuletzt: ä"));
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            client.send(bytes(upgrade(client.head()), sent), byteByByte);
                            answer.complete(Frame.read(client.in()));
                            client.awaitEnd();
                        });
                ClientLoop loop = new ClientLoop(Framing.webSocket("/ws", null))) {
            assertThat(loop.open(server.port())).isEqualTo("open");
            assertThat(loop.messages(5))
                    .containsExactly("first", "fragment", LONG, "", "zuletzt: ä");
            assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(new Frame(PONG, "between"));
        }
    }

    @Test
    void theUpgradeHasTheTokenAndNoFieldThatIsNotNeeded() throws Exception {
        CompletableFuture<String> head = new CompletableFuture<>();
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            head.complete(client.head());
                            client.send(upgrade(head.join()), false);
                            client.awaitEnd();
                        });
                ClientLoop loop = new ClientLoop(Framing.webSocket("/ws?echo=false", "T"))) {
            assertThat(loop.open(server.port())).isEqualTo("open");
            assertThat(head.join().replaceAll("Key: .*\r", "Key: *\r"))
                    .isEqualTo(
                            "GET /ws?echo=false HTTP/1.1\r\nHost: 127.0.0.1:"
                                    + server.port()
                                    + "\r\nAuthorization: Bearer T\r\n"
                                    + "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: *\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 200, 70_000})
    void textsAreSentMaskedAndWhole(int length) throws Exception {
        String text = "y".repeat(length);
        CompletableFuture<Frame> sent = new CompletableFuture<>();
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            client.send(upgrade(client.head()), false);
                            sent.complete(Frame.read(client.in()));
                            client.awaitEnd();
                        });
                ClientLoop loop = new ClientLoop(Framing.webSocket("/ws", null))) {
            loop.open(server.port());
            assertThat(loop.send(text)).isEqualTo("sent");
            assertThat(sent.get(10, TimeUnit.SECONDS)).isEqualTo(new Frame(TEXT, text));
        }
    }

    @Test
    void binaryMessagesAreMessagesWhereTheyAreExpected() throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            client.send(upgrade(client.head()), false);
                            client.send(hex("82 01 41 81 01 42"), false);
                            client.awaitEnd();
                        });
                ClientLoop loop = new ClientLoop(Framing.binaryWebSocket("/ws", null))) {
            assertThat(loop.open(server.port())).isEqualTo("open");
            assertThat(loop.messages(2)).containsExactly("A", "B");
        }
    }

    @Test
    void closingSendsACloseFrameAndNothingAfterIt() throws Exception {
        CompletableFuture<Frame> sent = new CompletableFuture<>();
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            client.send(upgrade(client.head()), false);
                            sent.complete(Frame.read(client.in()));
                            client.send(hex("88 02 03 e8"), false);
                            client.awaitEnd();
                        });
                ClientLoop loop = new ClientLoop(Framing.webSocket("/ws", null))) {
            loop.open(server.port());
            loop.closeConnection();
            assertThat(loop.send("late")).contains("closed");
            assertThat(sent.get(10, TimeUnit.SECONDS).first).isEqualTo(CLOSE);
            server.awaitEnd();
        }
    }

    @Test
    void theServersCloseIsAnsweredAndItsReasonIsTheEnding() throws Exception {
        CompletableFuture<Frame> answer = new CompletableFuture<>();
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            client.send(upgrade(client.head()), false);
                            client.send(
                                    bytes(
                                            new byte[] {(byte) CLOSE, 15, 3, (byte) 0xe9},
                                            "shutting_down"),
                                    false);
                            answer.complete(Frame.read(client.in()));
                            client.awaitEnd();
                        });
                ClientLoop loop = new ClientLoop(Framing.webSocket("/ws", null))) {
            loop.open(server.port());
            assertThat(loop.awaitEnd())
                    .isEqualTo("the server closed the WebSocket: 1001 shutting_down");
            assertThat(answer.get(10, TimeUnit.SECONDS).first).isEqualTo(CLOSE);
            server.awaitEnd();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "81 82 00 00 00 00 41 41, not masked as expected",
        "c1 01 41, RSV != 0",
        "83 01 41, reserved opcode",
        "80 01 41, outside fragmented message",
        "01 01 41 81 01 41, while inside fragmented message",
        "09 00, fragmented control frame",
        "81 7e 00 01 41, minimal length",
        "81 7f 00 00 00 00 7f ff ff ff, Max frame length",
        "82 01 41, expected a text message"
    })
    void aFrameThatViolatesTheProtocolEndsTheConnection(String hex, String reason)
            throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            client.send(bytes(upgrade(client.head()), hex(hex)), false);
                            client.awaitEnd();
                        });
                ClientLoop loop = new ClientLoop(Framing.webSocket("/ws", null))) {
            assertThat(loop.open(server.port())).isEqualTo("open");
            assertThat(loop.awaitEnd()).contains(reason);
            assertThat(loop.pending()).isZero();
            server.awaitEnd();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 401 Unauthorized~Content-Length: 5~~wrong,"
                + " expected 101 for the upgrade and got 401 Unauthorized: wrong",
        "HTTP/1.1 200 OK~Content-Length: 0~~, expected 101 for the upgrade and got 200 OK",
        "HTTP/1.1 101 S~Connection: Upgrade~Upgrade: h2c~~,"
                + " expected an upgrade to websocket and got h2c",
        "HTTP/1.1 101 S~Connection: Upgrade~Upgrade: websocket~Sec-WebSocket-Accept: no~~,"
                + " and got no",
        "HTTP/1.1 101 S~Connection: Upgrade~Upgrade: websocket~~, and got null",
        "hello~~, not a response of HTTP"
    })
    void aRefusedUpgradeFailsWithWhatWasExpectedAndWhatCame(String response, String reason)
            throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            client.head();
                            client.send(response.replace("~", "\r\n"));
                            client.awaitEnd();
                        });
                ClientLoop loop = new ClientLoop(Framing.webSocket("/ws", null))) {
            assertThat(loop.open(server.port())).contains(reason);
            server.awaitEnd();
        }
    }

    private static byte[] upgrade(String head) {
        Matcher key = Pattern.compile("Sec-WebSocket-Key: (\\S+)").matcher(head);
        assertThat(key.find()).isTrue();
        return bytes(
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Accept: "
                        + WebSocketFraming.accept(key.group(1))
                        + "\r\n\r\n");
    }

    private static byte[] frame(int first, String payload) {
        byte[] content = payload.getBytes(StandardCharsets.UTF_8);
        ByteBuffer head = ByteBuffer.allocate(10).put((byte) first);
        if (content.length < 126) {
            head.put((byte) content.length);
        } else if (content.length < 0x10000) {
            head.put((byte) 126).putShort((short) content.length);
        } else {
            head.put((byte) 127).putLong(content.length);
        }
        byte[] written = new byte[head.flip().remaining()];
        head.get(written);
        return bytes(written, content);
    }

    private static byte[] hex(String digits) {
        return HexFormat.ofDelimiter(" ").parseHex(digits);
    }

    /// A masked frame of the client's.
    private record Frame(int first, String payload) {
        static Frame read(DataInputStream in) throws IOException {
            int first = in.readUnsignedByte();
            int length = in.readUnsignedByte();
            assertThat(length & 0x80).as("masked").isEqualTo(0x80);
            length &= 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = Math.toIntExact(in.readLong());
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return new Frame(first, new String(payload, StandardCharsets.UTF_8));
        }
    }
}

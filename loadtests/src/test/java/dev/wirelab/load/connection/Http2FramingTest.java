package dev.wirelab.load.connection;

import static dev.wirelab.load.connection.ScriptedServer.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.load.lab.TestKeys;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// HTTP/2 against a server that writes its frames byte for byte. Its header blocks consist of
/// entries of HPACK's static table and literals.
@Timeout(30)
final class Http2FramingTest {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    private static final byte[] OK = {(byte) 0x88};
    private static final byte[] NO_CONTENT = {(byte) 0x89};
    private static final byte[] EARLY_HINTS = bytes(new byte[] {0x08, 3}, "103");
    private static final byte[] EVENTS =
            bytes(OK, new byte[] {0x0f, 0x10, 17}, "text/event-stream");
    private static final String LONG = "x".repeat(16_000);

    private static final Request GET = new Request("GET", "/a?b=c", "T", null);

    private record Frame(int type, int flags, int stream, byte[] payload) {}

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return bytes(
                ByteBuffer.allocate(9)
                        .putInt(payload.length << 8 | type)
                        .put((byte) flags)
                        .putInt(stream)
                        .array(),
                payload);
    }

    private static byte[] frame(int type, int flags, int stream, String payload) {
        return frame(type, flags, stream, bytes(payload));
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] settings() {
        return frame(SETTINGS, 0, 0, "");
    }

    private static void preface(ScriptedServer.Peer client) throws IOException {
        assertThat(client.in().readNBytes(24)).asString().startsWith("PRI * HTTP/2.0");
    }

    private static Frame frame(ScriptedServer.Peer client) throws IOException {
        int lengthAndType = client.in().readInt();
        int flags = client.in().readUnsignedByte();
        int stream = client.in().readInt();
        byte[] payload = client.in().readNBytes(lengthAndType >>> 8);
        return new Frame(lengthAndType & 0xff, flags, stream, payload);
    }

    private static Frame frame(ScriptedServer.Peer client, int type) throws IOException {
        Frame next = frame(client);
        while (next.type != type) {
            next = frame(client);
        }
        return next;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void responsesArriveWholeHoweverTheyAreCut(boolean byteByByte) throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            preface(client);
                            int one = frame(client, HEADERS).stream();
                            client.send(
                                    bytes(
                                            settings(),
                                            frame(HEADERS, END_HEADERS, one, EARLY_HINTS),
                                            frame(HEADERS, END_HEADERS, one, OK),
                                            frame(DATA, 0, one, "fir"),
                                            frame(DATA, 0, one, ""),
                                            frame(DATA, END_STREAM, one, "st")),
                                    byteByByte);
                            int two = frame(client, HEADERS).stream();
                            client.send(
                                    frame(HEADERS, END_HEADERS | END_STREAM, two, NO_CONTENT),
                                    byteByByte);
                            int three = frame(client, HEADERS).stream();
                            client.send(
                                    bytes(
                                            frame(HEADERS, END_HEADERS, three, OK),
                                            frame(DATA, 0, three, LONG),
                                            frame(DATA, END_STREAM, three, LONG)),
                                    byteByByte);
                            client.awaitEnd();
                        });
                ClientLoop loop = new ClientLoop(new Http2Framing())) {
            assertThat(loop.open(server.port())).isEqualTo("open");
            assertThat(loop.exchange(GET)).isEqualTo("200 first");
            assertThat(loop.exchange(GET)).isEqualTo("204 ");
            assertThat(loop.exchange(GET)).isEqualTo("200 " + LONG + LONG);
            loop.closeConnection();
            server.awaitEnd();
        }
    }

    @Test
    void aRequestHasTheFieldsOfHttp11AndIsSentWithThePreface() throws Exception {
        List<Map<String, String>> heads = new ArrayList<>();
        CompletableFuture<String> body = new CompletableFuture<>();
        List<Integer> sizes = new ArrayList<>();
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            preface(client);
                            assertThat(frame(client).type()).isEqualTo(SETTINGS);
                            Frame window = frame(client);
                            assertThat(window.type()).isEqualTo(WINDOW_UPDATE);
                            assertThat(window.stream()).isZero();
                            var decoder = new DefaultHttp2HeadersDecoder(true);
                            client.send(settings(), false);
                            for (int i = 0; i < 3; i++) {
                                Frame head = frame(client, HEADERS);
                                sizes.add(head.payload().length);
                                heads.add(decoded(decoder, head));
                                byte[] sent = frame(client, DATA).payload();
                                body.complete(new String(sent, StandardCharsets.UTF_8));
                                client.send(
                                        frame(HEADERS, END_HEADERS | END_STREAM, head.stream(), OK),
                                        false);
                            }
                            client.awaitEnd();
                        });
                ClientLoop loop = new ClientLoop(new Http2Framing())) {
            loop.open(server.port());
            Request post = new Request("POST", "/api?x=1", "T", "a\u00e4").with("X-Own", "1");
            for (int i = 0; i < 3; i++) {
                assertThat(loop.exchange(post)).isEqualTo("200 ");
            }
            loop.closeConnection();
            server.awaitEnd();
            assertThat(heads.getFirst())
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of(
                                    ":method", "POST",
                                    ":scheme", "http",
                                    ":authority", "127.0.0.1:" + server.port(),
                                    ":path", "/api?x=1",
                                    "authorization", "Bearer T",
                                    "x-own", "1",
                                    "content-length", "3"));
            assertThat(heads).containsOnly(heads.getFirst());
            assertThat(body.join()).isEqualTo("a\u00e4");
            // Six indices, and the target as a literal: its name, its length, Huffman's code.
            assertThat(sizes.get(1)).isEqualTo(6 + 2 + 7).isEqualTo(sizes.get(2));
        }
    }

    private static Map<String, String> decoded(DefaultHttp2HeadersDecoder decoder, Frame head) {
        try {
            Map<String, String> fields = new TreeMap<>();
            decoder.decodeHeaders(head.stream(), Unpooled.wrappedBuffer(head.payload()))
                    .forEach(f -> fields.put(f.getKey().toString(), f.getValue().toString()));
            return fields;
        } catch (Http2Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aStreamAndRequestsShareAConnection() throws Exception {
        CompletableFuture<Integer> reset = new CompletableFuture<>();
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            preface(client);
                            client.send(settings(), false);
                            int events = frame(client, HEADERS).stream();
                            client.send(
                                    bytes(
                                            frame(HEADERS, END_HEADERS, events, EVENTS),
                                            frame(DATA, 0, events, "data: fir")),
                                    false);
                            int request = frame(client, HEADERS).stream();
                            client.send(
                                    bytes(
                                            frame(HEADERS, END_HEADERS, request, OK),
                                            frame(DATA, 0, events, "st\n\ndata: second\n\n"),
                                            frame(DATA, END_STREAM, request, "body")),
                                    false);
                            Frame gone = frame(client, RST_STREAM);
                            reset.complete(gone.stream() == events ? (int) gone.payload()[3] : -1);
                            request = frame(client, HEADERS).stream();
                            client.send(
                                    frame(HEADERS, END_HEADERS | END_STREAM, request, NO_CONTENT),
                                    false);
                            client.awaitEnd();
                        });
                ClientLoop loop = new ClientLoop(new Http2Framing())) {
            loop.open(server.port());
            try (ClientLoop.Stream stream = loop.stream(Framing.eventStream("/sse", "T"))) {
                assertThat(stream.opened()).isEqualTo("open");
                assertThat(loop.exchange(GET)).isEqualTo("200 body");
                assertThat(stream.messages(2)).containsExactly("first", "second");
            }
            assertThat(reset.get(10, TimeUnit.SECONDS)).as("CANCEL").isEqualTo(8);
            assertThat(loop.exchange(GET)).isEqualTo("204 ");
            loop.closeConnection();
            server.awaitEnd();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, text/plain, expected text/event-stream and got text/plain",
        "403, text/event-stream, expected 200 for the stream and got 403 Forbidden: because"
    })
    void aStreamThatIsRefusedSaysWhy(String status, String type, String reason) throws Exception {
        byte[] head =
                bytes(
                        new byte[] {0x08, 3},
                        status,
                        new byte[] {0x0f, 0x10, (byte) type.length()},
                        type);
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            preface(client);
                            int events = frame(client, HEADERS).stream();
                            client.send(
                                    bytes(
                                            settings(),
                                            frame(HEADERS, END_HEADERS, events, head),
                                            frame(DATA, END_STREAM, events, "because")),
                                    false);
                            client.awaitEnd();
                        });
                ClientLoop loop = new ClientLoop(new Http2Framing())) {
            loop.open(server.port());
            try (ClientLoop.Stream stream = loop.stream(Framing.eventStream("/sse", "T"))) {
                assertThat(stream.opened()).startsWith(reason);
            }
        }
    }

    @Test
    void whatIsNoStreamInAResponseNeedsAConnectionOfItsOwn() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::awaitEnd);
                ClientLoop loop = new ClientLoop(new Http2Framing())) {
            loop.open(server.port());
            assertThatThrownBy(() -> loop.stream(Framing.webSocket("/ws", "T")))
                    .hasMessageContaining("streams in responses only");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "reset, the server reset the request: REFUSED_STREAM",
        "goaway, the server ended the connection: ENHANCE_YOUR_CALM",
        "http11, not as HTTP/2 requires: First received frame was not SETTINGS",
        "block, not as HTTP/2 requires: ",
        "close, closed"
    })
    void aFailureEndsTheRequestWithItsReason(String kind, String reason) throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(client -> {
                            preface(client);
                            client.send(failure(kind, frame(client, HEADERS).stream()), false);
                            if (!kind.equals("close")) {
                                client.awaitEnd();
                            }
                        });
                ClientLoop loop = new ClientLoop(new Http2Framing())) {
            loop.open(server.port());
            assertThat(loop.exchange(GET)).contains(reason);
            server.awaitEnd();
            assertThat(loop.exchange(GET)).as("it is over").doesNotStartWith("200");
        }
    }

    private static byte[] failure(String kind, int stream) {
        return switch (kind) {
            case "reset" -> bytes(settings(), frame(RST_STREAM, 0, stream, number(7)));
            case "goaway" -> bytes(settings(), frame(GOAWAY, 0, 0, bytes(number(0), number(11))));
            case "http11" -> bytes("HTTP/1.1 400 Bad Request\r\n\r\n");
            case "block" ->
                    bytes(
                            settings(),
                            frame(HEADERS, END_HEADERS, stream, new byte[] {(byte) 0xff, 0x7f}));
            default -> settings();
        };
    }

    @Test
    void overTlsTheServerHasToChooseIt() throws Exception {
        TestKeys keys = TestKeys.get();
        SslContext trusting =
                ConnectionProtocol.offerHttp2(
                                SslContextBuilder.forClient().trustManager(keys.pem().toFile()))
                        .build();
        try (ScriptedServer server =
                        new ScriptedServer(
                                keys.server().getServerSocketFactory(),
                                ScriptedServer.Peer::awaitEnd);
                ClientLoop loop = new ClientLoop(new Http2Framing())) {
            assertThat(loop.open(server.port(), trusting, ClientLoop.LIMIT))
                    .isEqualTo("the server does not speak HTTP/2; by ALPN it chose nothing");
        }
    }
}

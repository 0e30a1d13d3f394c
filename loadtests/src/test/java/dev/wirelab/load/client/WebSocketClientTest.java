package dev.wirelab.load.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Frames of a server that sends prepared bytes: all three lengths of a header (RFC 6455 §5.2), and
/// a ping between them.
final class WebSocketClientTest {
    private static final String UPGRADE =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";

    @ParameterizedTest
    @CsvSource({
        "100,    2,  81 64",
        "126,    4,  81 7e 00 7e",
        "65535,  4,  81 7e ff ff",
        "65536,  10, 81 7f 00 00 00 00 00 01 00 00"
    })
    void aFrameIsReadWithItsHeader(int length, int header, String bytes) throws Exception {
        String event = event(length);
        try (Server server = new Server(hex("89 02") + "hi" + hex(bytes) + event);
                WebSocketClient client = new WebSocketClient(server.address(), session())) {
            EventClient.Arrival arrival = client.next();
            assertThat(arrival.raw().head()).hasSize(header);
            assertThat(arrival.raw().body()).isEqualTo(event);
            assertThat(arrival.texts()).hasSize(1);
            assertThat(client.pings()).isEqualTo(1);
            assertThat(client.heartbeatBytes()).isEqualTo(2 + 2 + 6 + 2);
            // FIN and opcode 10, mask bit and length 2, a mask of zeros.
            assertThat(server.afterUpgrade()).isEqualTo(hex("8a 82 00 00 00 00") + "hi");
        }
    }

    /// A message event of so many bytes.
    private static String event(int length) {
        String before = "{\"type\":\"message\",\"text\":\"";
        return before + "x".repeat(length - before.length() - 2) + "\"}";
    }

    private static ClientSession session() {
        return new ClientSession("me", "token");
    }

    private static String hex(String bytes) {
        return new String(HexFormat.ofDelimiter(" ").parseHex(bytes), StandardCharsets.ISO_8859_1);
    }

    /// Accepts one upgrade, sends `hello` and then the given bytes, and records eight bytes.
    private static final class Server implements AutoCloseable {
        private final ServerSocket listener =
                new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final CompletableFuture<String> received = new CompletableFuture<>();

        Server(String frames) throws IOException {
            String hello = "{\"type\":\"hello\"}";
            String bytes = UPGRADE + "\u0081" + (char) hello.length() + hello + frames;
            Thread.ofVirtual().start(() -> serve(bytes));
        }

        private void serve(String bytes) {
            try (Socket socket = listener.accept()) {
                InputStream in = socket.getInputStream();
                ByteArrayOutputStream request = new ByteArrayOutputStream();
                while (!request.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                    request.write(in.read());
                }
                socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
                received.complete(new String(in.readNBytes(8), StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                received.completeExceptionally(e);
            }
        }

        InetSocketAddress address() {
            return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
        }

        String afterUpgrade() throws Exception {
            return received.get(10, TimeUnit.SECONDS);
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}

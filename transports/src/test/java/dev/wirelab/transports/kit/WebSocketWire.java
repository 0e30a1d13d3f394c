package dev.wirelab.transports.kit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A WebSocket connection (RFC 6455) over a raw socket, which also sends what the RFC forbids.
final class WebSocketWire implements RawStream {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /// One frame.
    static final class Frame {
        private final int bits;
        private final byte[] payload;

        Frame(int bits, byte[] payload) {
            this.bits = bits;
            this.payload = payload;
        }

        /// The first byte: FIN, the three reserved bits, the opcode.
        int bits() {
            return bits;
        }

        byte[] payload() {
            return payload;
        }

        int opcode() {
            return bits & 0x0f;
        }

        /// The code of a close frame, or 1005 if it has none.
        int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
        }

        String closeReason() {
            return payload.length < 2 ? "" : new String(payload, 2, payload.length - 2, US_ASCII);
        }
    }

    private final HttpConnection connection;
    private final HttpAnswer upgrade;
    private final Deque<String> lines = new ArrayDeque<>();

    private WebSocketWire(HttpConnection connection, HttpAnswer upgrade) {
        this.connection = connection;
        this.upgrade = upgrade;
    }

    /// Upgrades, and checks the lab's side of the handshake.
    ///
    /// @param target such as `/ws?after=0`
    /// @throws RefusedException if the lab answers with an error
    static WebSocketWire open(URI lab, String target, Map<String, String> headers) {
        return open(lab, target, headers, 0);
    }

    /// @param receiveBuffer bytes that the kernel holds for us unread, or 0 for its default
    static WebSocketWire open(
            URI lab, String target, Map<String, String> headers, int receiveBuffer) {
        String key =
                Base64.getEncoder().encodeToString(US_ASCII.encode("wirelab-kit-16by").array());
        Map<String, String> all = new HashMap<>();
        all.put("Connection", "Upgrade");
        all.put("Upgrade", "websocket");
        all.put("Sec-WebSocket-Version", "13");
        all.put("Sec-WebSocket-Key", key);
        all.putAll(headers);
        HttpConnection connection = new HttpConnection(lab, receiveBuffer);
        HttpAnswer answer = connection.get(target, all);
        if (answer.status() != 101) {
            connection.close();
            throw new RefusedException(answer);
        }
        assertThat(answer.header("sec-websocket-accept")).isEqualTo(accept(key));
        return new WebSocketWire(connection, answer);
    }

    private static String accept(String key) {
        try {
            byte[] guid = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(guid));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The answer to the upgrade.
    HttpAnswer upgrade() {
        return upgrade;
    }

    /// The connection beneath, which counts its bytes.
    HttpConnection connection() {
        return connection;
    }

    Socket socket() {
        return connection.socket();
    }

    /// Lets reads wait as long as it takes, for a reader thread.
    void withoutBound() {
        Net.withoutBound(socket());
    }

    /// Sends one whole, masked frame.
    WebSocketWire frame(int opcode, byte[] payload) {
        raw(encode(0x80 | opcode, true, payload));
        return this;
    }

    WebSocketWire text(Object text) {
        return frame(TEXT, Net.utf8(text.toString()));
    }

    /// Sends bytes as they are.
    void raw(byte[] bytes) {
        connection.raw(bytes);
    }

    @Override
    public byte[] encode(String command) {
        return encode(0x80 | TEXT, true, Net.utf8(command));
    }

    @Override
    public void transmit(byte[] bytes) {
        raw(bytes);
    }

    /// The bytes of a frame from a client.
    static byte[] encode(int bits, boolean masked, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int mask = masked ? 0x80 : 0;
        out.write(bits);
        if (payload.length < 126) {
            out.write(mask | payload.length);
        } else if (payload.length < 65_536) {
            out.write(mask | 126);
            out.writeBytes(ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            out.write(mask | 127);
            out.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        byte[] key = {0x57, 0x69, 0x72, 0x65};
        if (masked) {
            out.writeBytes(key);
        }
        for (int i = 0; i < payload.length; i++) {
            out.write(masked ? payload[i] ^ key[i & 3] : payload[i]);
        }
        return out.toByteArray();
    }

    /// The next frame from the lab, or null once the connection has ended.
    @Nullable Frame read() {
        try {
            return read(connection.in());
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no frame within " + Await.PATIENCE, e);
        } catch (IOException e) {
            return null;
        }
    }

    /// Reads a frame that a server sent, which is never masked; null at the end of the stream.
    static @Nullable Frame read(InputStream in) throws IOException {
        int bits = in.read();
        if (bits < 0) {
            return null;
        }
        int first = in.read();
        long length =
                switch (first) {
                    case 126 -> ByteBuffer.wrap(Net.exactly(in, 2)).getShort() & 0xffff;
                    case 127 -> ByteBuffer.wrap(Net.exactly(in, 8)).getLong();
                    default -> first;
                };
        assertThat(first).as("length of a frame, which must not be masked").isBetween(0, 127);
        assertThat(length).as("length of a frame").isBetween(0L, 100L * 1024);
        return new Frame(bits, Net.exactly(in, (int) length));
    }

    /// The next event or answer, which must come; pongs are passed over.
    Json json() {
        while (lines.isEmpty()) {
            Frame frame = read();
            if (frame == null || frame.opcode() == CLOSE) {
                throw new AssertionError("the connection ended");
            }
            if (frame.opcode() != PONG && frame.opcode() != PING) {
                assertThat(frame.bits()).as("FIN, no extension, text").isEqualTo(0x80 | TEXT);
                Net.utf8(frame.payload()).lines().forEach(lines::add);
            }
        }
        return Json.parse(lines.remove());
    }

    @Override
    public Json json(String type) {
        Json next = json();
        while (!next.isType(type)) {
            next = json();
        }
        return next;
    }

    /// The lab's close frame; everything before it is passed over.
    Frame awaitClose() {
        for (Frame frame = read(); frame != null; frame = read()) {
            if (frame.opcode() == CLOSE) {
                return frame;
            }
        }
        throw new AssertionError("the connection ended without a close frame");
    }

    @Override
    public void awaitEnd() {
        while (read() != null) {
            // What was still on its way is of no interest.
        }
    }

    void closeOutput(int code) {
        frame(CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
    }

    void cut() {
        connection.cut();
    }

    @Override
    public void close() {
        try {
            closeOutput(1000);
        } catch (UncheckedIOException e) {
            // It had gone already, which is what was wanted.
        }
        connection.close();
    }
}

package dev.wirelab.load.claims;

import dev.wirelab.load.wire.EventReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/// A WebSocket, written out by hand (RFC 6455 §4.1 and §5.2).
final class WebSocketFeed implements Feed {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TEXT = 0x81;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;

    private final Wire wire;
    private final Exchange handshake;
    private final AtomicLong pings = new AtomicLong();
    private final AtomicLong heartbeatBytes = new AtomicLong();

    WebSocketFeed(InetSocketAddress address, Guest guest) throws IOException {
        this(new HttpWire(address), guest);
    }

    /// Upgrades a connection on which HTTP was spoken so far.
    WebSocketFeed(HttpWire http, Guest guest) throws IOException {
        byte[] key = new byte[16];
        RANDOM.nextBytes(key);
        wire = http.wire();
        handshake =
                http.ask(
                        "GET /ws",
                        guest.bearer()
                                + "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                                + Base64.getEncoder().encodeToString(key)
                                + "\r\n",
                        "");
        if (handshake.status() != 101) {
            throw new IOException("an upgrade: the lab answers " + handshake.status());
        }
        String hello = frame().payload();
        if (!hello.contains("\"hello\"")) {
            throw new IOException("a WebSocket: the lab begins with " + hello);
        }
    }

    /// The upgrade and its answer.
    Exchange handshake() {
        return handshake;
    }

    /// The pings that came, each answered by a pong.
    long pings() {
        return pings.get();
    }

    /// Bytes of the pings and their pongs.
    long heartbeatBytes() {
        return heartbeatBytes.get();
    }

    /// The next frame of text; pings before it are answered.
    Frame frame() throws IOException {
        while (true) {
            Frame frame = anyFrame();
            switch (frame.first()) {
                case TEXT -> {
                    return frame;
                }
                case PING -> {
                    long before = wire.sent();
                    send(PONG, frame.payload());
                    long pong = wire.sent() - before;
                    heartbeatBytes.addAndGet(frame.header() + frame.payload().length() + pong);
                    pings.incrementAndGet();
                }
                default ->
                        throw new IOException(
                                "a WebSocket: the lab sends a frame %x".formatted(frame.first()));
            }
        }
    }

    private Frame anyFrame() throws IOException {
        int first = wire.read();
        int length = wire.read();
        if (length == 126) {
            return new Frame(first, 4, wire.take(wire.read() << 8 | wire.read()));
        }
        if (length == 127) {
            long longer = 0;
            for (int i = 0; i < 8; i++) {
                longer = longer << 8 | wire.read();
            }
            return new Frame(first, 10, wire.take(Math.toIntExact(longer)));
        }
        return new Frame(first, 2, wire.take(length));
    }

    /// A frame of at most 125 bytes from the client: masked, by a mask of zeros, which is one of
    /// 2^32 and as long as any.
    private void send(int first, String payload) throws IOException {
        wire.send("" + (char) first + (char) (0x80 | payload.length()) + "\0\0\0\0" + payload);
    }

    @Override
    public Take take() throws IOException {
        Frame frame = frame();
        return Take.of(System.nanoTime(), EventReader.lines(frame.payload()));
    }

    @Override
    public Wire wire() {
        return wire;
    }

    @Override
    public long requests() {
        return 0;
    }

    /// A frame from the lab.
    ///
    /// @param first its first byte: FIN and opcode
    /// @param header bytes of its header
    record Frame(int first, int header, String payload) {}
}

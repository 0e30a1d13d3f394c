package dev.wirelab.load.client;

import dev.wirelab.load.wire.EventReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/// A WebSocket (RFC 6455 §4.1 and §5.2). Pings are answered.
public final class WebSocketClient implements EventClient {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final char TEXT = 0x81;
    private static final char BINARY = 0x82;
    private static final char PING = 0x89;
    private static final char PONG = 0x8A;

    private final CountedSocket socket;
    private final RawExchange handshake;
    private final AtomicLong pings = new AtomicLong();
    private final AtomicLong heartbeatBytes = new AtomicLong();

    /// Connects.
    public WebSocketClient(InetSocketAddress address, ClientSession session) throws IOException {
        this(new HttpClientConnection(address), session);
    }

    /// Upgrades a connection that was used for HTTP before.
    public WebSocketClient(HttpClientConnection http, ClientSession session) throws IOException {
        this(http, session, "/ws");
    }

    /// The same.
    ///
    /// @param target path and query of the upgrade
    public WebSocketClient(HttpClientConnection http, ClientSession session, String target)
            throws IOException {
        byte[] key = new byte[16];
        RANDOM.nextBytes(key);
        socket = http.socket();
        handshake =
                http.send(
                        "GET " + target,
                        session.bearer()
                                + "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                                + Base64.getEncoder().encodeToString(key)
                                + "\r\n",
                        "");
        if (handshake.status() != 101) {
            throw new IOException("WebSocket upgrade: the lab answered " + handshake.status());
        }
        String hello = nextMessage().body();
        if (!hello.contains("\"hello\"")) {
            throw new IOException("WebSocket: the first event of the lab is " + hello);
        }
    }

    /// The upgrade request and its response.
    public RawExchange handshake() {
        return handshake;
    }

    /// The number of pings received and answered so far.
    public long pings() {
        return pings.get();
    }

    /// Bytes of these pings and their pongs.
    public long heartbeatBytes() {
        return heartbeatBytes.get();
    }

    @Override
    public Arrival next() throws IOException {
        RawExchange frame = nextMessage();
        byte[] message = frame.body().getBytes(StandardCharsets.ISO_8859_1);
        return Arrival.of(frame, EventReader.lines(message));
    }

    private RawExchange nextMessage() throws IOException {
        while (true) {
            RawExchange frame = nextFrame();
            switch (frame.head().charAt(0)) {
                case TEXT, BINARY -> {
                    return frame;
                }
                case PING -> {
                    String pong = shortFrame(PONG, frame.body());
                    socket.write(pong);
                    heartbeatBytes.addAndGet(frame.bytes() + pong.length());
                    pings.incrementAndGet();
                }
                default ->
                        throw new IOException(
                                "WebSocket: the lab sent a frame that begins with %x"
                                        .formatted((int) frame.head().charAt(0)));
            }
        }
    }

    private RawExchange nextFrame() throws IOException {
        String head = socket.read(2);
        long length = head.charAt(1);
        if (length >= 126) {
            String extended = socket.read(length == 126 ? 2 : 8);
            head += extended;
            length = extended.chars().asLongStream().reduce(0, (high, low) -> high << 8 | low);
        }
        return RawExchange.pushed(head, socket.read(Math.toIntExact(length)));
    }

    /// A client's frame of at most 125 bytes, with a mask of zeros: one of 2^32 masks, and as long
    /// as any other.
    private static String shortFrame(char first, String payload) {
        return "" + first + (char) (0x80 | payload.length()) + "\0\0\0\0" + payload;
    }

    @Override
    public CountedSocket socket() {
        return socket;
    }
}

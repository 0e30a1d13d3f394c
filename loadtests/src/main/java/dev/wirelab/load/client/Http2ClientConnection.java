package dev.wirelab.load.client;

import dev.wirelab.load.connection.HeaderCompression;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A connection of HTTP/2 in plaintext, by prior knowledge (RFC 9113 §3.3), for one exchange at a
/// time. It takes 6 MiB of a response, and 15 MiB in all, since it never renews its windows; header
/// blocks have one frame. Used by one thread.
public final class Http2ClientConnection implements GetConnection, AutoCloseable {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int FRAME_HEADER = 9;
    private static final int BYTE = 0xff;

    private static final short ENABLE_PUSH = 2;
    private static final short INITIAL_WINDOW_SIZE = 4;
    private static final int STREAM_WINDOW = 6 * 1_024 * 1_024;
    private static final int MORE_WINDOW = 15 * 1_024 * 1_024 - 65_535;

    private final CountedSocket socket;
    private final String authority;
    private final Http2HeadersEncoder encoder = HeaderCompression.encoder();
    private final Http2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
    private String first;
    private int lastStream = -1;

    /// A frame as it was received.
    private record Frame(String header, String payload) {
        int type() {
            return header.charAt(3);
        }

        boolean isLast() {
            return (header.charAt(4) & END_STREAM) != 0;
        }

        int stream() {
            return ByteBuffer.wrap(latin1(header)).getInt(FRAME_HEADER - Integer.BYTES);
        }
    }

    /// Connects.
    public Http2ClientConnection(InetSocketAddress address) throws IOException {
        socket = new CountedSocket(address);
        authority = address.getHostString() + ":" + address.getPort();
        ByteBuffer settings = ByteBuffer.allocate(2 * (Short.BYTES + Integer.BYTES));
        settings.putShort(ENABLE_PUSH).putInt(0);
        settings.putShort(INITIAL_WINDOW_SIZE).putInt(STREAM_WINDOW);
        ByteBuffer window = ByteBuffer.allocate(Integer.BYTES).putInt(MORE_WINDOW);
        first =
                PREFACE
                        + frame(SETTINGS, 0, 0, latin1(settings.array()))
                        + frame(WINDOW_UPDATE, 0, 0, latin1(window.array()));
    }

    private static byte[] latin1(String bytes) {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String frame(int type, int flags, int stream, String payload) {
        byte[] header =
                ByteBuffer.allocate(FRAME_HEADER)
                        .putInt(payload.length() << Byte.SIZE | type)
                        .put((byte) flags)
                        .putInt(stream)
                        .array();
        return latin1(header) + payload;
    }

    /// Sends a GET request and reads its response to the end.
    @Override
    public RawExchange get(String path, String headers) throws IOException {
        long start = System.nanoTime();
        String request = request(path, headers);
        StringBuilder head = new StringBuilder();
        StringBuilder body = new StringBuilder();
        Frame frame;
        do {
            frame = next();
            boolean isBody = frame.type() == DATA;
            head.append(frame.header).append(isBody ? "" : frame.payload);
            body.append(isBody ? frame.payload : "");
        } while (!frame.isLast());
        return new RawExchange(request, head.toString(), body.toString(), start, System.nanoTime());
    }

    /// Sends a GET request whose response never ends, and reads the head of that.
    ///
    /// @throws IOException if the status is not 2xx
    void open(String path, String headers) throws IOException {
        var _ = request(path, headers);
        if (next().type() != HEADERS) {
            throw new IOException(path + ": the lab answered without a head");
        }
    }

    /// The next part of that response.
    RawExchange part() throws IOException {
        Frame frame = next();
        return RawExchange.pushed(frame.header, frame.payload);
    }

    private String request(String path, String headers) throws IOException {
        lastStream += 2;
        Http2Headers fields =
                new DefaultHttp2Headers()
                        .method("GET")
                        .scheme("http")
                        .authority(authority)
                        .path(path);
        headers.lines()
                .map(line -> line.split(": ", 2))
                .forEach(field -> fields.add(field[0].toLowerCase(Locale.ROOT), field[1]));
        ByteBuf block = Unpooled.buffer();
        try {
            encoder.encodeHeaders(lastStream, fields, block);
        } catch (Http2Exception e) {
            throw new IOException("%s cannot be encoded".formatted(path), e);
        }
        String request =
                frame(
                        HEADERS,
                        END_HEADERS | END_STREAM,
                        lastStream,
                        block.toString(StandardCharsets.ISO_8859_1));
        socket.write(first + request);
        first = "";
        return request;
    }

    /// The next frame of the current exchange.
    private Frame next() throws IOException {
        while (true) {
            String header = socket.read(FRAME_HEADER);
            int length = ByteBuffer.wrap(latin1(header)).getInt() >>> Byte.SIZE;
            Frame frame = new Frame(header, socket.read(length));
            switch (frame.type()) {
                case DATA -> {
                    return frame;
                }
                case HEADERS -> {
                    requireSuccess(frame);
                    return frame;
                }
                case SETTINGS -> acknowledge(frame);
                case RST_STREAM, GOAWAY ->
                        throw new IOException(
                                "the lab ended an exchange of HTTP/2 with error "
                                        + (frame.payload.charAt(frame.payload.length() - 1)
                                                & BYTE));
                default -> {
                    // Such as WINDOW_UPDATE: a request has no body.
                }
            }
        }
    }

    private void requireSuccess(Frame head) throws IOException {
        try {
            Http2Headers fields =
                    decoder.decodeHeaders(
                            head.stream(), Unpooled.wrappedBuffer(latin1(head.payload)));
            String status = String.valueOf(fields.status());
            if (!status.startsWith("2")) {
                throw new IOException("the lab answered " + status);
            }
        } catch (Http2Exception e) {
            throw new IOException("a head of the lab cannot be decoded", e);
        }
    }

    private void acknowledge(Frame settings) throws IOException {
        if ((settings.header.charAt(4) & ACK) == 0) {
            socket.write(frame(SETTINGS, ACK, 0, ""));
        }
    }

    @Override
    public CountedSocket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

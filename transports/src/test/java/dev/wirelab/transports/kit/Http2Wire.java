package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A connection of HTTP/2 (RFC 9113) over a raw socket, frame by frame. One thread reads; any
/// thread sends.
final class Http2Wire implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 0x1;
    static final int ACK = 0x1;
    static final int END_HEADERS = 0x4;
    static final int PROTOCOL_ERROR = 1;
    static final int CANCEL = 8;
    static final int ENHANCE_YOUR_CALM = 11;

    /// A window that no test exhausts.
    static final int LARGE_WINDOW = 1 << 30;

    private static final byte[] PREFACE = Net.utf8("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    /// The most bytes in a frame that the lab takes (RFC 9113 §4.2).
    private static final int MAX_SENT = 16_384;

    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MAX_FRAME_SIZE = 5;
    private static final int DEFAULT_WINDOW = 65_535;

    private final URI lab;
    private final Socket socket;
    private final Counted counted;
    private final DataInputStream in;
    private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
    private long sent;
    private int lastStream = -1;

    /// One frame.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(int type, int flags, int stream, byte[] payload) {
        boolean isEnd() {
            return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
        }

        /// The error code of RST_STREAM, or of GOAWAY.
        int error() {
            return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
        }
    }

    private Http2Wire(URI lab, Socket socket) throws IOException {
        this.lab = lab;
        this.socket = socket;
        this.counted = new Counted(socket.getInputStream());
        this.in = new DataInputStream(new BufferedInputStream(counted));
    }

    static Http2Wire open(URI lab) {
        return open(lab, LARGE_WINDOW);
    }

    /// Connects, in plaintext by prior knowledge, and sends the preface.
    ///
    /// @param window the initial window of each stream, in bytes
    static Http2Wire open(URI lab, int window) {
        try {
            InetSocketAddress address = Net.address(lab);
            Socket plain = Net.plain(address, 0);
            Http2Wire wire =
                    new Http2Wire(
                            lab,
                            TlsPorts.isSecure(address.getPort()) ? chosen(plain, address) : plain);
            ByteBuffer settings = ByteBuffer.allocate(12);
            settings.putShort((short) INITIAL_WINDOW_SIZE).putInt(window);
            settings.putShort((short) MAX_FRAME_SIZE).putInt(1 << 20);
            wire.raw(PREFACE);
            wire.send(SETTINGS, 0, 0, settings.array());
            wire.send(WINDOW_UPDATE, 0, 0, number(LARGE_WINDOW - DEFAULT_WINDOW));
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket chosen(Socket plain, InetSocketAddress address) throws IOException {
        SSLSocket secure =
                (SSLSocket)
                        TlsPorts.trusting(TlsPorts.certificate().certificate())
                                .getSocketFactory()
                                .createSocket(plain, "127.0.0.1", address.getPort(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        assertThat(secure.getApplicationProtocol()).isEqualTo("h2");
        return secure;
    }

    static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private synchronized void raw(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            sent += bytes.length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void send(int type, int flags, int stream, byte[] payload) {
        raw(encode(type, flags, stream, payload));
    }

    static byte[] encode(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /// Sends the bytes of several frames in one write.
    void sendAll(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        raw(all.toByteArray());
    }

    /// Sends a request on a new stream, and returns its number.
    int request(String method, String target, Map<String, String> headers, String body) {
        byte[] content = Net.utf8(body);
        synchronized (this) {
            int stream = open(method, target, headers, content.length == 0);
            if (content.length > 0) {
                body(stream, content);
            }
            return stream;
        }
    }

    /// Sends the body of a request, to its end.
    synchronized void body(int stream, byte[] content) {
        for (int from = 0; from < content.length; from += MAX_SENT) {
            int to = Math.min(from + MAX_SENT, content.length);
            send(
                    DATA,
                    to == content.length ? END_STREAM : 0,
                    stream,
                    Arrays.copyOfRange(content, from, to));
        }
    }

    /// Opens a stream, and returns its number.
    synchronized int open(
            String method, String target, Map<String, String> headers, boolean isEnd) {
        int stream = nextStream();
        send(
                HEADERS,
                END_HEADERS | (isEnd ? END_STREAM : 0),
                stream,
                block(stream, method, target, headers));
        return stream;
    }

    synchronized int nextStream() {
        lastStream += 2;
        return lastStream;
    }

    synchronized byte[] block(
            int stream, String method, String target, Map<String, String> headers) {
        Http2Headers all = new DefaultHttp2Headers(false);
        all.method(method).scheme(lab.getScheme()).authority(lab.getAuthority()).path(target);
        headers.forEach((name, value) -> all.add(name.toLowerCase(Locale.ROOT), value));
        ByteBuf block = Unpooled.buffer();
        try {
            encoder.encodeHeaders(stream, all, block);
        } catch (Http2Exception e) {
            throw new AssertionError(e);
        }
        return ByteBufUtil.getBytes(block);
    }

    void reset(int stream) {
        send(RST_STREAM, 0, stream, number(CANCEL));
    }

    /// The next frame, after those that a client has to answer; null at the end.
    @Nullable Frame read() {
        try {
            while (true) {
                int first = in.read();
                if (first < 0) {
                    return null;
                }
                int length = first << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int stream = in.readInt();
                Frame frame = new Frame(type, flags, stream, Net.exactly(in, length));
                if (type == SETTINGS && (flags & ACK) == 0) {
                    send(SETTINGS, ACK, 0, new byte[0]);
                } else if (type == PING && (flags & ACK) == 0) {
                    send(PING, ACK, 0, frame.payload());
                } else if (type != SETTINGS && type != WINDOW_UPDATE) {
                    return frame;
                }
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no frame within " + Await.PATIENCE, e);
        } catch (IOException | UncheckedIOException e) {
            return null;
        }
    }

    /// The next frame of a type, which must come.
    Frame read(int type) {
        Frame frame = read();
        while (frame != null && frame.type() != type) {
            frame = read();
        }
        if (frame == null) {
            throw new AssertionError("the connection ended before a frame of type " + type);
        }
        return frame;
    }

    /// The header block of a frame. Each must be read, in order (RFC 7541 §2.2).
    Map<String, String> headers(Frame frame) {
        try {
            Map<String, String> headers = new TreeMap<>();
            decoder.decodeHeaders(frame.stream(), Unpooled.wrappedBuffer(frame.payload()))
                    .forEach(header ->
                            headers.merge(
                                    header.getKey().toString(),
                                    header.getValue().toString(),
                                    (one, other) -> one + ", " + other));
            return headers;
        } catch (Http2Exception e) {
            throw new AssertionError("the lab sent a header block that cannot be read", e);
        }
    }

    /// The whole response on a stream; those on others are left out.
    HttpAnswer answer(int stream) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Map<String, String> headers = Map.of();
        while (true) {
            Frame frame = read();
            if (frame == null || (frame.type() == RST_STREAM && frame.stream() == stream)) {
                throw new AssertionError("no whole answer on stream " + stream + ": " + frame);
            }
            Map<String, String> block = frame.type() == HEADERS ? headers(frame) : Map.of();
            if (frame.stream() == stream) {
                headers = block.isEmpty() ? headers : block;
                if (frame.type() == DATA) {
                    body.writeBytes(frame.payload());
                }
                if (frame.isEnd()) {
                    int status = Integer.parseInt(String.valueOf(headers.get(":status")));
                    return new HttpAnswer(status, headers, Net.utf8(body.toByteArray()));
                }
            }
        }
    }

    HttpAnswer exchange(String method, String target, Map<String, String> headers, String body) {
        return answer(request(method, target, headers, body));
    }

    /// The last frame of the connection, which the lab must end: a GOAWAY, or null without one.
    @Nullable Frame awaitEnd() {
        Frame last = null;
        for (Frame frame = read(); frame != null; frame = read()) {
            last = frame.type() == GOAWAY ? frame : last;
        }
        return last;
    }

    /// Sends nothing more, and reads to the end.
    void finish() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitEnd();
    }

    /// Bytes sent since the beginning, without TLS.
    synchronized long sent() {
        return sent;
    }

    /// Bytes received since the beginning, without TLS, looked at or not.
    long received() {
        return counted.count();
    }

    Socket socket() {
        return socket;
    }

    void cut() {
        Net.cut(socket);
    }

    @Override
    public void close() {
        Net.close(socket);
    }
}

package dev.wirelab.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/// A connection to a port of this machine, which writes what it is given and searches in what it
/// receives.
final class RawClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SHORT_FRAME = 126;

    private final Socket socket = new Socket();
    private final StringBuilder received = new StringBuilder();
    private final byte[] buffer = new byte[8192];

    RawClient(int port) throws IOException {
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                (int) PATIENCE.toMillis());
    }

    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        return this;
    }

    /// Sends a request without a body.
    RawClient get(String target, String... headers) throws IOException {
        return request("GET", target, "", headers);
    }

    RawClient request(String method, String target, String body, String... headers)
            throws IOException {
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        request.append("Host: 127.0.0.1:").append(socket.getPort()).append("\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        if (!body.isEmpty()) {
            request.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return send(request.append("\r\n").append(body).toString());
    }

    /// Asks for a WebSocket, and waits for it.
    RawClient upgrade(String target) throws IOException {
        get(
                target,
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==");
        until(" 101 ");
        until("\r\n\r\n");
        return this;
    }

    /// Sends a short text message on a WebSocket, with a mask that changes nothing.
    RawClient frame(String text) throws IOException {
        byte[] payload = text.getBytes(UTF_8);
        if (payload.length >= SHORT_FRAME) {
            throw new IllegalArgumentException("too long for a short frame: " + text);
        }
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        socket.getOutputStream().write(frame);
        return this;
    }

    /// Waits for this text.
    ///
    /// @return what came before it, since the last text that was waited for
    /// @throws EOFException if the other side closes before
    String until(String wanted) throws IOException {
        InputStream in = socket.getInputStream();
        int at = received.indexOf(wanted);
        while (at < 0) {
            int read = in.read(buffer);
            if (read < 0) {
                throw new EOFException("instead of " + wanted + ": " + received);
            }
            int from = Math.max(0, received.length() - wanted.length());
            received.append(new String(buffer, 0, read, ISO_8859_1));
            at = received.indexOf(wanted, from);
        }
        String before = received.substring(0, at);
        received.delete(0, at + wanted.length());
        return before;
    }

    /// All that comes until the other side closes.
    String rest() throws IOException {
        String last = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        return received + last;
    }

    /// Ends the connection as a crash does: by a reset.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

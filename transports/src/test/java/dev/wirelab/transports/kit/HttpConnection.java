package dev.wirelab.transports.kit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/// One kept-alive HTTP/1.1 connection over a raw socket: one request at a time, and a request can
/// be left unanswered and the connection cut.
final class HttpConnection implements AutoCloseable {
    private final URI lab;
    private final Socket socket;
    private final Counted counted;
    private final InputStream in;
    private long sent;

    HttpConnection(URI lab) {
        this(lab, 0);
    }

    /// @param receiveBuffer bytes that the kernel holds for us unread, or 0 for its default
    HttpConnection(URI lab, int receiveBuffer) {
        this.lab = lab;
        try {
            this.socket = Net.dial(Net.address(lab), receiveBuffer);
            this.counted = new Counted(socket.getInputStream());
            this.in = new BufferedInputStream(counted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One request on a connection of its own.
    static HttpAnswer once(
            URI lab, String method, String target, Map<String, String> headers, String body) {
        try (HttpConnection connection = new HttpConnection(lab)) {
            return connection.exchange(method, target, headers, body);
        }
    }

    HttpAnswer get(String target, Map<String, String> headers) {
        return exchange("GET", target, headers, "");
    }

    HttpAnswer exchange(String method, String target, Map<String, String> headers, String body) {
        send(method, target, headers, Net.utf8(body));
        return answer();
    }

    /// Sends a request and does not wait for its answer.
    void send(String method, String target, Map<String, String> headers, byte[] body) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.put("Host", lab.getAuthority());
        if (!method.equals("GET")) {
            all.put("Content-Length", Integer.toString(body.length));
        }
        if (body.length > 0) {
            all.put("Content-Type", "application/json");
        }
        all.putAll(headers);
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        all.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(Net.utf8(head.append("\r\n").toString()));
        request.writeBytes(body);
        raw(request.toByteArray());
    }

    void raw(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            sent += bytes.length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next answer.
    HttpAnswer answer() {
        try {
            return HttpAnswer.read(in);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no HTTP answer within " + Await.PATIENCE, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether something of an answer is there already.
    boolean answered() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Bytes sent since the beginning.
    long sent() {
        return sent;
    }

    /// Bytes received since the beginning, looked at or not.
    long received() {
        return counted.count();
    }

    /// The stream and the socket behind it, for a protocol that takes over after an upgrade.
    InputStream in() {
        return in;
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

package dev.wirelab.load.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// HTTP/1.1 on one connection, or on the next one after a response with `Connection: close`. A
/// request has the headers that it is given and `Host`, and no others. Responses need a
/// `Content-Length`. Used by one thread.
public final class HttpClientConnection implements GetConnection, AutoCloseable {
    private static final String LENGTH = "content-length:";

    private final InetSocketAddress address;
    private final String host;
    private final @Nullable SSLContext tls;
    private CountedSocket socket;
    private boolean closed;

    /// Connects.
    public HttpClientConnection(InetSocketAddress address) throws IOException {
        this(address, null);
    }

    /// Connects over TLS.
    ///
    /// @param tls null: in plaintext
    public HttpClientConnection(InetSocketAddress address, @Nullable SSLContext tls)
            throws IOException {
        this.address = address;
        this.tls = tls;
        socket = new CountedSocket(address, tls);
        host = address.getHostString() + ":" + address.getPort();
    }

    @Override
    public CountedSocket socket() {
        return socket;
    }

    /// Sends a request and waits for the response, whatever its status.
    ///
    /// @param target method and path
    /// @param headers additional headers, each with its CRLF
    /// @param body ASCII
    public RawExchange send(String target, String headers, String body) throws IOException {
        String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
        String request =
                "%s HTTP/1.1\r\nHost: %s\r\n%s%s\r\n%s"
                        .formatted(target, host, headers, length, body);
        if (closed) {
            socket.close();
            socket = new CountedSocket(address, tls);
        }
        long start = System.nanoTime();
        socket.write(request);
        String head = readHead();
        String answer = socket.read(length(head));
        closed = head.toLowerCase(Locale.ROOT).contains("\nconnection: close");
        return new RawExchange(request, head, answer, start, System.nanoTime());
    }

    @Override
    public RawExchange get(String path, String headers) throws IOException {
        return requireSuccess(path, send("GET " + path, headers, ""));
    }

    static RawExchange requireSuccess(String what, RawExchange exchange) throws IOException {
        if (exchange.status() / 100 != 2) {
            throw new IOException("%s: the lab answered %d".formatted(what, exchange.status()));
        }
        return exchange;
    }

    private String readHead() throws IOException {
        StringBuilder head = new StringBuilder(512);
        String line;
        do {
            line = socket.readLine();
            head.append(line);
        } while (line.length() > 2);
        return head.toString();
    }

    private static int length(String head) {
        return head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith(LENGTH))
                .mapToInt(line -> Integer.parseInt(line.substring(LENGTH.length()).strip()))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package dev.wirelab.load.claims;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;

/// HTTP/1.1 on one connection, written out by hand: a request has the headers that it is given and
/// `Host`, and nothing else.
final class HttpWire implements AutoCloseable {
    private static final String LENGTH = "content-length:";

    private final Wire wire;
    private final String host;

    HttpWire(InetSocketAddress address) throws IOException {
        wire = new Wire(address);
        host = address.getHostString() + ":" + address.getPort();
    }

    Wire wire() {
        return wire;
    }

    /// Asks and waits for the answer.
    ///
    /// @param what method and path
    /// @param headers further ones, each with its line end
    Exchange ask(String what, String headers, String body) throws IOException {
        String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
        String request =
                "%s HTTP/1.1\r\nHost: %s\r\n%s%s\r\n%s"
                        .formatted(what, host, headers, length, body);
        long began = System.nanoTime();
        wire.send(request);
        String head = head();
        String answer = wire.take(length(head));
        long done = System.nanoTime();
        return new Exchange(request, head, answer, done - began, done);
    }

    /// Asks for what must succeed.
    ///
    /// @throws IOException if the answer is another than of success
    Exchange get(String path, String headers) throws IOException {
        return demand("GET " + path, ask("GET " + path, headers, ""));
    }

    /// The same exchange, if its status is one of success.
    static Exchange demand(String what, Exchange exchange) throws IOException {
        if (exchange.status() / 100 != 2) {
            throw new IOException("%s: the lab answers %d".formatted(what, exchange.status()));
        }
        return exchange;
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder(512);
        String line;
        do {
            line = wire.line();
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
        wire.close();
    }
}

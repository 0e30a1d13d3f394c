package dev.wirelab.load.client;

import dev.wirelab.load.wire.EventReader;
import dev.wirelab.load.wire.ReceivedEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/// Server-Sent Events in the chunks of one response (RFC 9112 §7.1), or in its DATA frames.
public final class EventStreamClient implements EventClient {
    private static final String DATA = "data: ";

    private final CountedSocket socket;
    private final Parts parts;

    /// The parts of the response, each with what frames it.
    @FunctionalInterface
    private interface Parts {
        RawExchange next() throws IOException;
    }

    /// Connects.
    public EventStreamClient(InetSocketAddress address, ClientSession session) throws IOException {
        socket = new CountedSocket(address);
        parts = this::chunk;
        socket.write(
                "GET /sse HTTP/1.1\r\nHost: %s:%d\r\n%s\r\n"
                        .formatted(address.getHostString(), address.getPort(), session.bearer()));
        String status = socket.readLine();
        if (!status.contains(" 200 ")) {
            throw new IOException("SSE: the lab answered " + status.strip());
        }
        while (socket.readLine().length() > 2) {
            // The rest of the head.
        }
        awaitHello();
    }

    /// Opens a stream of a connection of HTTP/2, which has no other.
    public EventStreamClient(Http2ClientConnection http, ClientSession session) throws IOException {
        socket = http.socket();
        parts = http::part;
        http.open("/sse", session.bearer());
        awaitHello();
    }

    private void awaitHello() throws IOException {
        String hello = parts.next().body();
        if (!hello.contains(DATA)) {
            hello = parts.next().body(); // Before it comes how long to wait until a reconnect.
        }
        if (!hello.contains("\"hello\"")) {
            throw new IOException("SSE: the first event of the lab is " + hello.strip());
        }
    }

    private RawExchange chunk() throws IOException {
        String size = socket.readLine();
        String body = socket.read(Integer.parseInt(size.strip(), 16));
        return RawExchange.pushed(size, body + socket.readLine());
    }

    @Override
    public Arrival next() throws IOException {
        RawExchange part = parts.next();
        List<ReceivedEvent> events =
                part.body()
                        .lines()
                        .filter(line -> line.startsWith(DATA))
                        .flatMap(line -> EventReader.lines(line.substring(DATA.length())).stream())
                        .toList();
        return Arrival.of(part, events);
    }

    @Override
    public CountedSocket socket() {
        return socket;
    }
}

package dev.wirelab.load.client;

import dev.wirelab.load.wire.EventReader;
import java.io.IOException;
import java.net.InetSocketAddress;

/// TCP with lines of JSON.
public final class TcpLineClient implements EventClient {
    private final CountedSocket socket;

    /// Connects and logs in.
    ///
    /// @param echo whether the session receives the messages that it publishes
    public TcpLineClient(InetSocketAddress address, ClientSession session, boolean echo)
            throws IOException {
        socket = new CountedSocket(address);
        send("{\"type\":\"login\",\"token\":\"%s\",\"echo\":%s}".formatted(session.token(), echo));
        String hello = readLine();
        if (!hello.contains("\"hello\"")) {
            throw new IOException("log-in over TCP: the lab answered " + hello.strip());
        }
    }

    /// Sends a command, or several with LF between them.
    void send(String commands) throws IOException {
        socket.write(commands + "\n");
    }

    String readLine() throws IOException {
        return socket.readLine();
    }

    @Override
    public Arrival next() throws IOException {
        String line = readLine();
        return Arrival.of(RawExchange.pushed("", line), EventReader.lines(line));
    }

    @Override
    public CountedSocket socket() {
        return socket;
    }
}

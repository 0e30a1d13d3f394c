package dev.wirelab.load.claims;

import dev.wirelab.load.wire.EventReader;
import java.io.IOException;
import java.net.InetSocketAddress;

/// TCP lines of JSON.
final class LineFeed implements Feed {
    private final Wire wire;

    /// @param echo whether it gets what its own session says
    LineFeed(InetSocketAddress address, Guest guest, boolean echo) throws IOException {
        wire = new Wire(address);
        send("{\"type\":\"login\",\"token\":\"%s\",\"echo\":%s}".formatted(guest.token(), echo));
        String hello = line();
        if (!hello.contains("\"hello\"")) {
            throw new IOException("a log-in over TCP: the lab answers " + hello.strip());
        }
    }

    /// Sends a command.
    void send(String command) throws IOException {
        wire.send(command + "\n");
    }

    /// The next line with its end.
    String line() throws IOException {
        return wire.line();
    }

    @Override
    public Take take() throws IOException {
        String line = line();
        return Take.of(System.nanoTime(), EventReader.lines(line));
    }

    @Override
    public Wire wire() {
        return wire;
    }

    @Override
    public long requests() {
        return 0;
    }
}

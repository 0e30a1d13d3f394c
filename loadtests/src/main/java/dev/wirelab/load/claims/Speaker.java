package dev.wirelab.load.claims;

import java.io.IOException;
import java.net.InetSocketAddress;

/// Says messages over TCP lines, straight to the lab. It does not get what it says.
final class Speaker implements AutoCloseable {
    /// The group everyone is in.
    static final String ALL = "#lobby";

    private final LineFeed feed;
    private int said;

    Speaker(InetSocketAddress tcp, Guest guest) throws IOException {
        feed = new LineFeed(tcp, guest, false);
    }

    /// Says something and waits until the lab has accepted it.
    ///
    /// @param text ASCII without quotes and backslashes
    /// @return the moment right before it was written to the socket, on the monotonic clock
    long say(String to, String text) throws IOException {
        String id = "\"id\":\"" + ++said + "\"";
        long moment = System.nanoTime();
        feed.send("{\"type\":\"say\",%s,\"to\":\"%s\",\"text\":\"%s\"}".formatted(id, to, text));
        String line = feed.line();
        while (!line.contains(id)) {
            line = feed.line();
        }
        if (!line.contains("\"ok\"")) {
            throw new IOException("a message was refused: " + line.strip());
        }
        return moment;
    }

    @Override
    public void close() throws IOException {
        feed.close();
    }
}

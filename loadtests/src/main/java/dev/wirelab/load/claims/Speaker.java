package dev.wirelab.load.claims;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

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
        long moment = System.nanoTime();
        sayAtOnce(to, List.of(text));
        return moment;
    }

    /// Says some things in one write, and waits until the lab has accepted them.
    ///
    /// @param texts ASCII without quotes and backslashes
    void sayAtOnce(String to, List<String> texts) throws IOException {
        StringBuilder commands = new StringBuilder();
        for (String text : texts) {
            commands.append(
                    "%s{\"type\":\"say\",\"id\":\"%d\",\"to\":\"%s\",\"text\":\"%s\"}"
                            .formatted(commands.isEmpty() ? "" : "\n", ++said, to, text));
        }
        feed.send(commands.toString());
        String last = "\"id\":\"" + said + "\"";
        String line;
        do {
            line = feed.line();
            if (line.contains("\"error\"")) {
                throw new IOException("a message was refused: " + line.strip());
            }
        } while (!line.contains(last));
    }

    @Override
    public void close() throws IOException {
        feed.close();
    }
}

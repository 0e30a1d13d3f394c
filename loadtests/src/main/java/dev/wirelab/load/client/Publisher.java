package dev.wirelab.load.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Publishes messages over TCP lines and does not receive them. No two messages of this process
/// have the same text. Used by one thread.
public final class Publisher implements AutoCloseable {
    /// The group that everyone is in.
    public static final String LOBBY = "#lobby";

    private static final AtomicInteger TEXTS = new AtomicInteger();

    private final TcpLineClient client;
    private int commands;

    /// Connects directly to the lab.
    public Publisher(InetSocketAddress tcp, ClientSession session) throws IOException {
        client = new TcpLineClient(tcp, session, false);
    }

    /// Publishes a message and waits until the lab has accepted it.
    ///
    /// @param to a group or a user's address
    /// @param bytes length of the text, at least 12
    public Sent send(String to, int bytes) throws IOException {
        long start = System.nanoTime();
        return new Sent(sendBurst(to, bytes, 1).getFirst(), start);
    }

    /// Publishes several messages in one write and waits until the lab has accepted them.
    ///
    /// @return their texts, in order
    public List<String> sendBurst(String to, int bytes, int count) throws IOException {
        List<String> texts = Stream.generate(() -> uniqueText(bytes)).limit(count).toList();
        client.send(String.join("\n", texts.stream().map(text -> command(to, text)).toList()));
        String last = "\"id\":\"" + commands + "\"";
        String line;
        do {
            line = client.readLine();
            if (line.contains("\"error\"")) {
                throw new IOException("the lab refused a message: " + line.strip());
            }
        } while (!line.contains(last));
        return texts;
    }

    private String command(String to, String text) {
        return "{\"type\":\"say\",\"id\":\"%d\",\"to\":\"%s\",\"text\":\"%s\"}"
                .formatted(++commands, to, text);
    }

    private static String uniqueText(int bytes) {
        String number = "m" + TEXTS.incrementAndGet();
        return number + ".".repeat(bytes - number.length());
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    /// A message that was sent.
    ///
    /// @param nanos [System#nanoTime()] right before it was written to the socket
    public record Sent(String text, long nanos) {}
}

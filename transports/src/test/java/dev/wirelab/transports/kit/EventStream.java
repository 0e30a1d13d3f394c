package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Server-Sent Events (WHATWG HTML §9.2) over a raw socket, in the chunks in which they come.
final class EventStream implements RawStream {
    /// One dispatched event.
    ///
    /// @param id the stream's last event id when it was dispatched
    record Event(String id, String data) {}

    private final HttpConnection connection;
    private final HttpAnswer head;
    private final List<String> comments = new ArrayList<>();
    private final Deque<Event> events = new ArrayDeque<>();
    private String lastId = "";
    private String retry = "";

    private EventStream(HttpConnection connection, HttpAnswer head) {
        this.connection = connection;
        this.head = head;
    }

    /// Opens a stream, and checks its head.
    ///
    /// @throws RefusedException if the lab answers with an error
    static EventStream open(
            URI lab, String target, Map<String, String> headers, int receiveBuffer) {
        HttpConnection connection = new HttpConnection(lab, receiveBuffer);
        try {
            connection.send("GET", target, headers, new byte[0]);
            HttpAnswer head = HttpAnswer.readHead(connection.in());
            if (head.status() != 200) {
                HttpAnswer whole = head.withBody(connection.in());
                connection.close();
                throw new RefusedException(whole);
            }
            assertThat(head.header("content-type")).startsWith("text/event-stream");
            assertThat(head.header("transfer-encoding")).isEqualTo("chunked");
            return new EventStream(connection, head);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no answer within " + Await.PATIENCE, e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    HttpAnswer head() {
        return head;
    }

    HttpConnection connection() {
        return connection;
    }

    /// Milliseconds that the lab wants a client to wait before it reconnects; empty if it has not
    /// said so.
    String retry() {
        return retry;
    }

    /// The comments so far.
    List<String> comments() {
        return comments;
    }

    /// Lets reads wait as long as it takes, for a reader thread.
    void withoutBound() {
        Net.withoutBound(connection.socket());
    }

    /// The next chunk; null at the end of the body.
    static byte @Nullable [] chunk(InputStream in) throws IOException {
        String size = Net.line(in);
        if (size == null) {
            throw new EOFException("the stream ended without its last chunk");
        }
        byte[] chunk = Net.exactly(in, Integer.parseInt(size, 16));
        assertThat(Net.line(in)).as("the end of a chunk").isEmpty();
        return chunk.length == 0 ? null : chunk;
    }

    /// A chunk as it is on the wire.
    static byte[] encodeChunk(String content) {
        byte[] bytes = Net.utf8(content);
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes(Net.utf8(Integer.toHexString(bytes.length) + "\r\n"));
        chunk.writeBytes(bytes);
        chunk.writeBytes(Net.utf8("\r\n"));
        return chunk.toByteArray();
    }

    /// The events of the next chunk, perhaps none; null once the connection has ended.
    @Nullable List<Event> read() {
        try {
            byte[] chunk = chunk(connection.in());
            return chunk == null ? null : parse(Net.utf8(chunk));
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no chunk within " + Await.PATIENCE, e);
        } catch (IOException e) {
            return null;
        }
    }

    /// Reads whole events, with which every chunk of the lab's begins and ends.
    private List<Event> parse(String chunk) {
        List<Event> found = new ArrayList<>();
        StringBuilder data = new StringBuilder();
        assertThat(chunk).as("a chunk of whole events").endsWith("\n\n");
        for (String line : chunk.split("\n", -1)) {
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
            switch (field) {
                case "id" -> lastId = value;
                case "retry" -> retry = value;
                case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
                case "" -> {
                    if (colon == 0) {
                        comments.add(value);
                    } else if (!data.isEmpty()) {
                        found.add(new Event(lastId, data.toString()));
                        data.setLength(0);
                    }
                }
                default -> throw new AssertionError("a field that the lab never sends: " + line);
            }
        }
        return found;
    }

    /// The next event, which must come.
    Event next() {
        while (events.isEmpty()) {
            List<Event> more = read();
            if (more == null) {
                throw new AssertionError("the stream ended");
            }
            events.addAll(more);
        }
        return events.remove();
    }

    @Override
    public Json json(String type) {
        Json json = Json.parse(next().data());
        while (!json.isType(type)) {
            json = Json.parse(next().data());
        }
        return json;
    }

    @Override
    public byte[] encode(String command) {
        throw new UnsupportedOperationException("an event stream carries no commands");
    }

    @Override
    public void transmit(byte[] bytes) {
        connection.raw(bytes);
    }

    @Override
    public void awaitEnd() {
        while (read() != null) {
            // What was still on its way is of no interest.
        }
    }

    void cut() {
        connection.cut();
    }

    @Override
    public void close() {
        connection.close();
    }
}

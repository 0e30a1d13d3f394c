package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// HTTP streaming over a raw socket: lines of JSON, in the chunks in which they come.
final class LineStream implements RawStream {
    private final HttpConnection connection;
    private final HttpAnswer head;
    private final Deque<Json> events = new ArrayDeque<>();
    private int emptyLines;

    private LineStream(HttpConnection connection, HttpAnswer head) {
        this.connection = connection;
        this.head = head;
    }

    /// Opens a stream, and checks its head.
    ///
    /// @throws RefusedException if the lab answers with an error
    static LineStream open(URI lab, String target, Map<String, String> headers, int receiveBuffer) {
        HttpConnection connection = new HttpConnection(lab, receiveBuffer);
        try {
            connection.send("GET", target, headers, new byte[0]);
            HttpAnswer head = HttpAnswer.readHead(connection.in());
            if (head.status() != 200) {
                HttpAnswer whole = head.withBody(connection.in());
                connection.close();
                throw new RefusedException(whole);
            }
            assertThat(head.header("content-type")).isEqualTo("application/x-ndjson");
            assertThat(head.header("transfer-encoding")).isEqualTo("chunked");
            return new LineStream(connection, head);
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

    /// How many lines had nothing in them so far.
    int emptyLines() {
        return emptyLines;
    }

    /// Lets reads wait as long as it takes, for a reader thread.
    void withoutBound() {
        Net.withoutBound(connection.socket());
    }

    /// The events of the next chunk, perhaps none; null once the connection has ended.
    @Nullable List<Json> read() {
        try {
            byte[] chunk = EventStream.chunk(connection.in());
            return chunk == null ? null : parse(Net.utf8(chunk));
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no chunk within " + Await.PATIENCE, e);
        } catch (IOException e) {
            return null;
        }
    }

    /// Reads whole lines, with which every chunk of the lab's begins and ends.
    private List<Json> parse(String chunk) {
        List<Json> found = new ArrayList<>();
        assertThat(chunk).as("a chunk of whole lines").endsWith("\n");
        for (String line : chunk.substring(0, chunk.length() - 1).split("\n", -1)) {
            if (line.isEmpty()) {
                emptyLines++;
            } else {
                found.add(Json.parse(line));
            }
        }
        return found;
    }

    /// The next event, which must come.
    Json next() {
        while (events.isEmpty()) {
            List<Json> more = read();
            if (more == null) {
                throw new AssertionError("the stream ended");
            }
            events.addAll(more);
        }
        return events.remove();
    }

    @Override
    public Json json(String type) {
        Json json = next();
        while (!json.isType(type)) {
            json = next();
        }
        return json;
    }

    @Override
    public byte[] encode(String command) {
        throw new UnsupportedOperationException("such a stream carries no commands");
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

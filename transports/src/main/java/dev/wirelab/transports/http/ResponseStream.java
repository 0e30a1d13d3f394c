package dev.wirelab.transports.http;

import dev.wirelab.transports.http.socket.HttpSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/// The body of a response that stays open, sent in chunks (RFC 9112 §7.1) that were encoded once
/// for many connections. Sending is safe on any thread and never blocks. One write at a time.
public final class ResponseStream {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpSocket socket;
    private final Callback exchange;
    private final AtomicBoolean over = new AtomicBoolean();

    /// @param exchange completed when the stream has ended
    ResponseStream(HttpSocket socket, Callback exchange) {
        this.socket = socket;
        this.exchange = exchange;
    }

    /// Encodes a whole chunk.
    ///
    /// @param length the number of bytes of content, at least 1
    /// @param content puts exactly that many bytes
    public static byte[] chunk(int length, Consumer<ByteBuffer> content) {
        byte[] size = Integer.toHexString(length).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer chunk = ByteBuffer.allocate(size.length + length + 2 * CRLF.length);
        chunk.put(size).put(CRLF);
        content.accept(chunk);
        return chunk.put(CRLF).array();
    }

    /// Writes whole chunks.
    ///
    /// @param chunks shared with other connections; must not be modified
    /// @param callback succeeds when the kernel has taken all bytes; fails if it never will
    public void send(byte[] chunks, Callback callback) {
        socket.writer().send(chunks, this::isOpen, callback);
    }

    private boolean isOpen() {
        return !over.get();
    }

    /// Ends the body after these chunks, and closes the connection.
    ///
    /// @param chunks the last chunks; may be empty
    public void finish(byte[] chunks) {
        ByteBuffer all = ByteBuffer.allocate(chunks.length + LAST_CHUNK.length);
        all.put(chunks).put(LAST_CHUNK);
        send(
                all.array(),
                Callback.from(InvocationType.NON_BLOCKING, this::disconnect, _ -> disconnect()));
    }

    /// Closes the connection at once.
    public void disconnect() {
        socket.disconnect();
    }

    /// The connection has closed: ends the exchange.
    void closed() {
        if (over.compareAndSet(false, true)) {
            exchange.failed(new EofException(new IOException("the response has ended")));
        }
    }
}

package dev.wirelab.transports.http;

import dev.wirelab.transports.http.socket.HttpSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/// A response over HTTP/1.1 that stays open: its chunks are written directly to the socket, which
/// closes at its end.
final class ChunkedBody implements ResponseStream {
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpSocket socket;
    private final Callback exchange;
    private final AtomicBoolean over = new AtomicBoolean();

    private ChunkedBody(HttpSocket socket, Callback exchange) {
        this.socket = socket;
        this.exchange = exchange;
    }

    /// @param exchange completed when the body has ended
    /// @param closed run then
    static ResponseStream open(HttpSocket socket, Callback exchange, Runnable closed) {
        ChunkedBody body = new ChunkedBody(socket, exchange);
        socket.dedicate(() -> {
            body.closed();
            closed.run();
        });
        return body;
    }

    @Override
    public void send(byte[] chunks, Callback callback) {
        socket.writer().send(chunks, this::isOpen, callback);
    }

    private boolean isOpen() {
        return !over.get();
    }

    @Override
    public void finish(byte[] chunks) {
        ByteBuffer all = ByteBuffer.allocate(chunks.length + LAST_CHUNK.length);
        all.put(chunks).put(LAST_CHUNK);
        send(
                all.array(),
                Callback.from(InvocationType.NON_BLOCKING, this::disconnect, _ -> disconnect()));
    }

    @Override
    public void disconnect() {
        socket.disconnect();
    }

    /// The connection has closed: ends the exchange.
    private void closed() {
        if (over.compareAndSet(false, true)) {
            exchange.failed(new EofException(new IOException("the response has ended")));
        }
    }
}

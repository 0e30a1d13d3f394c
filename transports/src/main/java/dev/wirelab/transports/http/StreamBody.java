package dev.wirelab.transports.http;

import dev.wirelab.transports.http.socket.HttpSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/// A response over HTTP/2 that stays open: the content of its chunks, in DATA frames of its stream.
/// The connection stays open after it.
final class StreamBody implements ResponseStream {
    private static final int CRLF = 2;
    private static final int HEX = 16;

    private final Response response;
    private final Callback exchange;
    private final Runnable closed;
    private final AtomicBoolean over = new AtomicBoolean();

    private StreamBody(Response response, Callback exchange, Runnable closed) {
        this.response = response;
        this.exchange = exchange;
        this.closed = closed;
    }

    /// @param socket its stream
    /// @param exchange completed when the body has ended
    /// @param closed run then
    static ResponseStream open(
            Response response, HttpSocket socket, Callback exchange, Runnable closed) {
        StreamBody body = new StreamBody(response, exchange, closed);
        socket.watch(body::disconnect, false);
        return body;
    }

    @Override
    public void send(byte[] chunks, Callback callback) {
        if (over.get()) {
            callback.failed(new EofException("the response has ended"));
        } else {
            response.write(false, content(chunks), callback);
        }
    }

    @Override
    public void finish(byte[] chunks) {
        if (over.get()) {
            return;
        }
        response.write(
                true,
                content(chunks),
                Callback.from(
                        InvocationType.NON_BLOCKING,
                        () -> end(exchange::succeeded),
                        failure -> end(() -> exchange.failed(failure))));
    }

    /// Resets the stream.
    @Override
    public void disconnect() {
        end(() -> exchange.failed(new EofException(new IOException("the response has ended"))));
    }

    private void end(Runnable exchangeEnd) {
        if (over.compareAndSet(false, true)) {
            exchangeEnd.run();
            closed.run();
        }
    }

    /// The content of whole chunks: of one, which is usual, without a copy.
    static ByteBuffer content(byte[] chunks) {
        ByteBuffer first = chunkAt(chunks, 0);
        int end = first.limit() + CRLF;
        if (chunks.length == 0 || end == chunks.length) {
            return first;
        }
        ByteBuffer all = ByteBuffer.allocate(chunks.length).put(first);
        while (end < chunks.length) {
            ByteBuffer next = chunkAt(chunks, end);
            end = next.limit() + CRLF;
            all.put(next);
        }
        return all.flip();
    }

    private static ByteBuffer chunkAt(byte[] chunks, int from) {
        int at = from;
        int length = 0;
        while (at < chunks.length && chunks[at] != '\r') {
            length = HEX * length + Character.digit(chunks[at], HEX);
            at++;
        }
        return chunks.length == 0
                ? ByteBuffer.allocate(0)
                : ByteBuffer.wrap(chunks, at + CRLF, length);
    }
}

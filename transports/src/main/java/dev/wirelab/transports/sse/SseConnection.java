package dev.wirelab.transports.sse;

import dev.wirelab.core.delivery.ReaderOptions;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.StartPosition;
import dev.wirelab.transports.ClientConnection;
import dev.wirelab.transports.OutboundWriter;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.http.HttpExchange;
import dev.wirelab.transports.http.ResponseStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/// One event stream. Safe on any thread; nothing blocks.
final class SseConnection implements OutboundWriter.Sink {
    private static final String CONTENT_TYPE = "text/event-stream";
    private static final byte[] RETRY = ascii("d\r\nretry: 1000\n\n\r\n");
    private static final byte[] HEARTBEAT = ascii("3\r\n:\n\n\r\n");

    private final TransportContext lab;
    private final HttpExchange exchange;
    private final Consumer<SseConnection> onEnd;
    private final ClientConnection client;
    private final Callback written;
    private volatile @Nullable ResponseStream stream;
    private volatile long lastWrite = System.nanoTime();

    /// @param onEnd notified when the connection has closed
    SseConnection(TransportContext lab, HttpExchange exchange, Consumer<SseConnection> onEnd) {
        this.lab = lab;
        this.exchange = exchange;
        this.onEnd = onEnd;
        this.client =
                new ClientConnection(
                        lab,
                        SseTransport.ID,
                        ReaderOptions.Kind.PUSH,
                        EventStreamFormat.INSTANCE,
                        false,
                        this,
                        (_, meter) -> exchange.charge(meter));
        this.written =
                Callback.from(
                        InvocationType.NON_BLOCKING, client.writer()::written, _ -> disconnect());
    }

    /// Opens a reader and answers with the event stream, or with the refusal of the reader.
    void begin(Session session, StartPosition start, boolean echo, ProtocolVersion version) {
        client.enter(session, start, echo, version);
    }

    @Override
    public void write(byte[] bytes) {
        lastWrite = System.nanoTime();
        ResponseStream open = stream;
        if (open == null) {
            exchange.stream(CONTENT_TYPE, opened -> opened(opened, bytes), this::closed);
        } else {
            open.send(bytes, written);
        }
    }

    private void opened(ResponseStream opened, byte[] first) {
        stream = opened;
        opened.send(
                ByteBuffer.allocate(RETRY.length + first.length).put(RETRY).put(first).array(),
                written);
    }

    /// Does nothing: commands are sent in other requests.
    @Override
    public void resume() {}

    @Override
    public void finish(Event.@Nullable Error last) {
        ResponseStream open = stream;
        if (open != null) {
            open.finish(last == null ? new byte[0] : client.encode(last));
        } else if (last != null) {
            exchange.refuse(new Refusal(last.code(), last.message()));
            closed();
        }
    }

    /// Sends the reason and ends the stream.
    void end(Refusal why) {
        client.end(why);
    }

    /// Closes the connection if a write has stalled for too long. Sends a comment if it has been
    /// idle for too long: if the peer has vanished, TCP eventually gives up retransmitting it.
    void checkLiveness() {
        if (client.writer().stalledNanos() > lab.limits().stall().toNanos()) {
            disconnect();
        } else if (System.nanoTime() - lastWrite > lab.limits().pingEvery().toNanos()) {
            client.writer().reply(HEARTBEAT);
        }
    }

    /// Closes the connection at once.
    void disconnect() {
        ResponseStream open = stream;
        if (open != null) {
            open.disconnect();
        }
    }

    private void closed() {
        client.close();
        onEnd.accept(this);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package dev.wirelab.transports.http.stream;

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
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/// One stream. Safe on any thread; nothing blocks.
final class StreamConnection implements OutboundWriter.Sink {
    private final TransportContext lab;
    private final StreamStyle style;
    private final HttpExchange exchange;
    private final Consumer<StreamConnection> onEnd;
    private final ClientConnection client;
    private final Callback written;
    private volatile @Nullable ResponseStream stream;
    private volatile long lastWrite = System.nanoTime();

    /// @param transport the id of the transport
    /// @param onEnd notified when the connection has closed
    StreamConnection(
            TransportContext lab,
            String transport,
            StreamStyle style,
            HttpExchange exchange,
            Consumer<StreamConnection> onEnd) {
        this.lab = lab;
        this.style = style;
        this.exchange = exchange;
        this.onEnd = onEnd;
        this.client =
                new ClientConnection(
                        lab,
                        transport,
                        ReaderOptions.Kind.PUSH,
                        style.events(),
                        false,
                        this,
                        (_, meter) -> exchange.charge(meter));
        this.written =
                Callback.from(
                        InvocationType.NON_BLOCKING, client.writer()::written, _ -> disconnect());
    }

    /// Opens a reader and answers with the stream, or with the refusal of the reader.
    void begin(Session session, StartPosition start, boolean echo, ProtocolVersion version) {
        client.enter(session, start, echo, version);
    }

    @Override
    public void write(byte[] bytes) {
        lastWrite = System.nanoTime();
        ResponseStream open = stream;
        if (open == null) {
            exchange.stream(style.contentType(), opened -> opened(opened, bytes), this::closed);
        } else {
            open.send(bytes, written);
        }
    }

    private void opened(ResponseStream opened, byte[] first) {
        stream = opened;
        byte[] opening = style.opening();
        opened.send(
                ByteBuffer.allocate(opening.length + first.length).put(opening).put(first).array(),
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

    /// Closes the connection if a write has stalled for too long. Sends a heartbeat if it has been
    /// idle for too long: if the peer has vanished, TCP eventually gives up retransmitting it.
    void checkLiveness() {
        if (client.writer().stalledNanos() > lab.limits().stall().toNanos()) {
            lab.meters().reached("stall");
            disconnect();
        } else if (System.nanoTime() - lastWrite > lab.limits().pingEvery().toNanos()) {
            client.writer().reply(style.heartbeat());
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
}

package dev.wirelab.load.survive.client;

import dev.wirelab.load.connection.ClientConnection;
import dev.wirelab.load.connection.ClientTraffic;
import dev.wirelab.load.connection.ConnectionProtocol;
import dev.wirelab.load.connection.Framing;
import dev.wirelab.load.connection.Message;
import dev.wirelab.load.connection.Request;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Requests over HTTP, one at a time, on a connection that is kept open. If wanted, a `GET` is
/// repeated on a new connection if the server had closed the old one before it read the request.
public final class HttpExchange implements ClientConnection.Listener {
    private final EventLoop loop;
    private final ConnectionProtocol.Route route;
    private final ClientTraffic traffic;
    private final HostConnections host;
    private final Duration connectWithin;
    private final boolean repeats;
    private @Nullable ClientConnection connection;
    private @Nullable Pending pending;
    private HostConnections.@Nullable Slot slot;
    private boolean begun;
    private boolean used;
    private long readBefore;

    private record Pending(
            Request request,
            ScheduledFuture<?> timeout,
            Consumer<Message> answered,
            Consumer<Loss> failed) {}

    /// An exchange that connects with its first request. Used on its event loop.
    ///
    /// @param repeats whether a `GET` to which not one byte was received is repeated
    public HttpExchange(
            EventLoop loop,
            ConnectionProtocol.Route route,
            ClientTraffic traffic,
            Duration connectWithin,
            boolean repeats) {
        this(loop, route, traffic, HostConnections.unlimited(), connectWithin, repeats);
    }

    /// The same with connections that others share.
    HttpExchange(
            EventLoop loop,
            ConnectionProtocol.Route route,
            ClientTraffic traffic,
            HostConnections host,
            Duration connectWithin,
            boolean repeats) {
        this.loop = loop;
        this.route = route;
        this.traffic = traffic;
        this.host = host;
        this.connectWithin = connectWithin;
        this.repeats = repeats;
    }

    /// Sends a request when its host has a connection for it.
    ///
    /// @param limit of the answer, that time and connecting included
    /// @param answered receives the response, whatever its status
    public void send(
            Request request, Duration limit, Consumer<Message> answered, Consumer<Loss> failed) {
        ScheduledFuture<?> timeout =
                loop.schedule(
                        () -> fail(new Loss("no answer within " + limit.toSeconds() + " s", true)),
                        limit.toNanos(),
                        TimeUnit.NANOSECONDS);
        pending = new Pending(request, timeout, answered, failed);
        begun = false;
        slot = host.take(loop, () -> begin(request));
    }

    private void begin(Request request) {
        begun = true;
        if (connection != null && connection.hasEnded()) {
            connection.close();
            connection = null;
        }
        if (connection == null) {
            connect();
        } else {
            used = true;
            readBefore = connection.lastReadNanos();
            connection.send(request);
        }
    }

    private void connect() {
        used = false;
        readBefore = 0;
        connection =
                ClientConnection.open(loop, route, Framing.http(), traffic, connectWithin, this);
    }

    @Override
    public void opened() {
        if (connection != null && pending != null) {
            connection.send(pending.request);
        }
    }

    @Override
    public void arrived(Message response) {
        Pending now = pending;
        if (now != null) {
            pending = null;
            release();
            now.timeout.cancel(false);
            now.answered.accept(response);
        }
    }

    @Override
    public void ended(String reason) {
        boolean read = connection != null && connection.lastReadNanos() != readBefore;
        connection = null;
        if (pending != null && !begun) {
            // Nothing of it has been sent; it will be, on a new connection.
            return;
        }
        if (pending != null && repeats && used && !read && pending.request.method().equals("GET")) {
            connect();
        } else {
            fail(new Loss(reason, read));
        }
    }

    private void fail(Loss loss) {
        Pending now = pending;
        close();
        if (now != null) {
            now.failed.accept(loss);
        }
    }

    private void release() {
        if (slot != null) {
            slot.release();
            slot = null;
        }
    }

    /// Closes its connection. Nothing is reported any more.
    public void close() {
        release();
        if (connection != null) {
            connection.close();
            connection = null;
        }
        if (pending != null) {
            pending.timeout.cancel(false);
            pending = null;
        }
    }
}

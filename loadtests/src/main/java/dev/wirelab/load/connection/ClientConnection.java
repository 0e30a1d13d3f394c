package dev.wirelab.load.connection;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A connection of a client that is not a virtual user of Gatling. It uses the same read path and
/// framings. Everything, including each call of its listener, happens on its event loop.
public final class ClientConnection {
    private static final Duration FOREVER = Duration.ofDays(365);

    private final Connection connection;
    private final String path;
    private final Listener listener;
    private boolean closed;

    /// Notified of the events of a connection. Nothing is reported after [ClientConnection#close].
    public interface Listener {
        /// The server has accepted the connection.
        void opened();

        /// A message has come.
        void arrived(Message message);

        /// The connection could not be opened, or has ended.
        void ended(String reason);
    }

    private ClientConnection(Framing framing, String path, Listener listener) {
        this.path = path;
        this.listener = listener;
        this.connection = new Connection(framing, this::pass);
    }

    /// Opens a connection.
    ///
    /// @param traffic counts its bytes
    /// @param limit the time limit for the server to accept it
    public static ClientConnection open(
            EventLoop loop,
            ConnectionProtocol.Route route,
            Framing framing,
            ClientTraffic traffic,
            Duration limit,
            Listener listener) {
        ClientConnection opening = new ClientConnection(framing, route.path(), listener);
        opening.connection.under(route.path());
        opening.connection.counted(traffic);
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(loop)
                        .channel(NioSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                Math.toIntExact(limit.toMillis()));
        opening.connection.open(
                loop,
                bootstrap,
                route.address().host(),
                route.address().port(),
                route.tls(),
                limit,
                null,
                (_, problem) -> opening.decided(problem));
        return opening;
    }

    private void decided(@Nullable String problem) {
        if (problem != null) {
            ended(problem);
        } else if (closed) {
            connection.close();
        } else {
            connection.await(_ -> false, FOREVER, (_, reason) -> ended(String.valueOf(reason)));
            listener.opened();
        }
    }

    private void pass(Message message) {
        if (!closed) {
            listener.arrived(message);
        }
    }

    private void ended(String reason) {
        if (!closed) {
            close();
            listener.ended(reason);
        }
    }

    /// Sends a text; a failure is the end of the connection.
    public void send(String text) {
        connection.send(text);
    }

    /// Sends a request, below the path of its route.
    public void send(Request request) {
        connection.send(request.under(path));
    }

    /// When bytes were last read from the socket, on the monotonic clock; 0 before the first.
    public long lastReadNanos() {
        return connection.lastReadNanos();
    }

    /// Whether nothing can be sent any more; its listener may be notified later.
    public boolean hasEnded() {
        return closed || connection.ending() != null;
    }

    /// Closes it.
    public void close() {
        if (!closed) {
            closed = true;
            connection.close();
        }
    }
}

package dev.wirelab.transports.http.socket;

import dev.wirelab.core.meter.Faults;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.transports.Admission;
import dev.wirelab.transports.ConnectionTraffic;
import dev.wirelab.transports.ledger.HttpDissectors;
import dev.wirelab.transports.ledger.PlaintextInspection;
import dev.wirelab.transports.ledger.TrafficInspector;
import dev.wirelab.transports.tls.Tls;
import dev.wirelab.transports.tls.TlsCounters;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens for HTTP/1.1 and, if that is enabled, for HTTP/2, in plaintext or with TLS. Makes every
/// socket a [MeteredEndPoint].
public final class MeteredConnector extends ServerConnector {
    private static final Logger LOG = LoggerFactory.getLogger(MeteredConnector.class);

    /// Jetty's default of 50 drops SYNs when a hundred clients connect at once; each retransmission
    /// takes a second.
    private static final int ACCEPT_QUEUE = 4096;

    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(250);

    private static final long IDLE_TIMEOUT_MILLIS = 120_000;

    /// The protocols that are offered by ALPN (RFC 7301 §6), the preferred one first.
    private static final String[] HTTP_1_1 = {"http/1.1"};

    private static final String[] EITHER = {MeteredEndPoint.H2, "http/1.1"};

    /// The answer to a socket that is one too many.
    private static final byte[] TOO_MANY =
            RawRefusal.encode(429, "Too Many Requests", Admission.tooManyConnections());

    private final Admission admission;
    private final TrafficInspector inspector;
    private final HttpDissectors dissectors;
    private final @Nullable HttpVersions versions;
    private final TrafficMeter other;
    private final RoundEndTask roundEnd;
    private final @Nullable Tls tls;
    private final TlsCounters tlsCounters;

    /// @param admission admits its sockets
    /// @param other the meter of traffic that no handler charges
    /// @param faults counts unexpected exceptions on a selector
    /// @param afterRound run when all sockets that were ready at the same time have been read; must
    ///   not block
    /// @param tls makes it a port for HTTPS; null for plaintext
    /// @param tlsCounters counts handshakes and what is not one
    /// @param http2 whether HTTP/2 is spoken, too
    public MeteredConnector(
            Server server,
            HttpConfiguration http,
            Admission admission,
            TrafficInspector inspector,
            HttpDissectors dissectors,
            TrafficMeter other,
            Runnable afterRound,
            Faults faults,
            @Nullable Tls tls,
            TlsCounters tlsCounters,
            boolean http2) {
        HttpVersions either = http2 ? new HttpVersions(http) : null;
        super(server, 1, -1, either == null ? new HttpConnectionFactory(http) : either);
        this.versions = either;
        this.admission = admission;
        this.inspector = inspector;
        this.dissectors = dissectors;
        this.other = other;
        this.roundEnd = new RoundEndTask(afterRound, faults);
        this.tls = tls;
        this.tlsCounters = tlsCounters;
        setAcceptQueueSize(ACCEPT_QUEUE);
        setIdleTimeout(IDLE_TIMEOUT_MILLIS);
    }

    /// Accepts a socket as Jetty does, if it is admitted.
    @Override
    public void accept(int acceptor) throws IOException {
        if (!(getTransport() instanceof ServerSocketChannel port) || !port.isOpen()) {
            return;
        }
        SocketChannel socket = port.accept();
        Optional<Admission.Place> place = admission.admit(socket.socket().getInetAddress());
        if (place.isEmpty()) {
            refuse(socket);
            return;
        }
        try {
            socket.configureBlocking(false);
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            getSelectorManager().accept(socket, place.get());
        } catch (IOException | RuntimeException e) {
            place.get().close();
            socket.close();
            throw e;
        }
    }

    /// Waits if a socket cannot be accepted: most likely there are no file descriptors left, and
    /// other connections must close first.
    @Override
    protected boolean handleAcceptFailure(Throwable failure) {
        if (!isRunning()
                || !(failure instanceof IOException)
                || failure instanceof ClosedChannelException) {
            return super.handleAcceptFailure(failure);
        }
        LOG.warn("cannot accept an HTTP connection: {}", failure.getMessage());
        LockSupport.parkNanos(ACCEPT_PAUSE.toNanos());
        return true;
    }

    /// Closes a socket that is one too many, on a plaintext port with the reason.
    private void refuse(SocketChannel socket) throws IOException {
        try (socket) {
            if (tls == null) {
                socket.configureBlocking(false);
                socket.write(ByteBuffer.wrap(TOO_MANY));
                socket.shutdownOutput();
            }
        }
    }

    /// Closes the connections whose request does not arrive, or whose peer does not read.
    ///
    /// @param stall the time limit in nanoseconds
    /// @param first the time limit of the first request after a connection opened
    /// @return how many were closed
    public int closeStalled(long stall, long first) {
        int closed = 0;
        for (EndPoint endPoint : getConnectedEndPoints()) {
            if (endPoint instanceof MeteredEndPoint socket && socket.closeIfStalled(stall, first)) {
                closed++;
            }
        }
        return closed;
    }

    /// Ends all connections of HTTP/2, after what has been written.
    public void goAway() {
        if (versions != null) {
            versions.goAway();
        }
    }

    private static Admission.Place place(SelectionKey key) {
        if (key.attachment() instanceof Admission.Place place) {
            return place;
        }
        throw new IllegalStateException("a socket that was not admitted");
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
            SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        boolean isEither = versions != null;
        PlaintextInspection inspection =
                new PlaintextInspection(
                        inspector, isEither ? dissectors.http1Or2() : dissectors.http1());
        ConnectionTraffic traffic = new ConnectionTraffic(inspection, place(key));
        traffic.opened(other);
        SocketChannelEndPoint endPoint =
                new MeteredEndPoint(
                        channel,
                        selector,
                        key,
                        getScheduler(),
                        traffic,
                        inspection,
                        other,
                        roundEnd,
                        tls == null ? null : tls.engine(isEither ? EITHER : HTTP_1_1),
                        tlsCounters,
                        heads -> new PlaintextInspection(inspector, dissectors.stream(heads)));
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }
}

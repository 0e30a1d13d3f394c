package dev.wirelab.transports.http.socket;

import dev.wirelab.core.meter.Faults;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.transports.ConnectionTraffic;
import dev.wirelab.transports.ledger.Dissector;
import dev.wirelab.transports.ledger.PlaintextInspection;
import dev.wirelab.transports.ledger.TrafficInspector;
import dev.wirelab.transports.tls.Tls;
import dev.wirelab.transports.tls.TlsCounters;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/// Listens for HTTP/1.1, in plaintext or with TLS, and makes every socket a [MeteredEndPoint].
public final class MeteredConnector extends ServerConnector {
    /// Jetty's default of 50 drops SYNs when a hundred clients connect at once; each retransmission
    /// takes a second.
    private static final int ACCEPT_QUEUE = 4096;

    private static final long IDLE_TIMEOUT_MILLIS = 120_000;

    /// The only protocol that is offered by ALPN (RFC 7301 §6).
    private static final String HTTP_1_1 = "http/1.1";

    private final TrafficInspector inspector;
    private final Dissector.Factory dissector;
    private final TrafficMeter other;
    private final RoundEndTask roundEnd;
    private final @Nullable Tls tls;
    private final TlsCounters tlsCounters;

    /// @param other the meter of traffic that no handler charges
    /// @param faults counts unexpected exceptions on a selector
    /// @param afterRound run when all sockets that were ready at the same time have been read; must
    ///   not block
    /// @param tls makes it a port for HTTPS; null for plaintext
    /// @param tlsCounters counts handshakes and what is not one
    public MeteredConnector(
            Server server,
            HttpConfiguration http,
            TrafficInspector inspector,
            Dissector.Factory dissector,
            TrafficMeter other,
            Runnable afterRound,
            Faults faults,
            @Nullable Tls tls,
            TlsCounters tlsCounters) {
        super(server, 1, -1, new HttpConnectionFactory(http));
        this.inspector = inspector;
        this.dissector = dissector;
        this.other = other;
        this.roundEnd = new RoundEndTask(afterRound, faults);
        this.tls = tls;
        this.tlsCounters = tlsCounters;
        setAcceptQueueSize(ACCEPT_QUEUE);
        setAcceptedTcpNoDelay(true);
        setIdleTimeout(IDLE_TIMEOUT_MILLIS);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
            SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        PlaintextInspection inspection = new PlaintextInspection(inspector, dissector);
        SocketChannelEndPoint endPoint =
                new MeteredEndPoint(
                        channel,
                        selector,
                        key,
                        getScheduler(),
                        new ConnectionTraffic(inspection),
                        inspection,
                        other,
                        roundEnd,
                        tls == null ? null : tls.engine(HTTP_1_1),
                        tlsCounters);
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }
}

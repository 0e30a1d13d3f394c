package dev.wirelab.transports.http.socket;

import dev.wirelab.core.meter.Faults;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.transports.ConnectionTraffic;
import dev.wirelab.transports.ledger.Dissector;
import dev.wirelab.transports.ledger.PlaintextInspection;
import dev.wirelab.transports.ledger.TrafficInspector;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// Listens for HTTP/1.1 and makes every socket a [MeteredEndPoint].
public final class MeteredConnector extends ServerConnector {
    /// Jetty's default of 50 drops SYNs when a hundred clients connect at once; each retransmission
    /// takes a second.
    private static final int ACCEPT_QUEUE = 4096;

    private static final long IDLE_TIMEOUT_MILLIS = 120_000;

    private final TrafficInspector inspector;
    private final Dissector.Factory dissector;
    private final TrafficMeter other;
    private final RoundEndTask roundEnd;

    /// @param other the meter of traffic that no handler charges
    /// @param faults counts unexpected exceptions on a selector
    /// @param afterRound run when all sockets that were ready at the same time have been read; must
    ///   not block
    public MeteredConnector(
            Server server,
            HttpConfiguration http,
            TrafficInspector inspector,
            Dissector.Factory dissector,
            TrafficMeter other,
            Runnable afterRound,
            Faults faults) {
        super(server, 1, -1, new HttpConnectionFactory(http));
        this.inspector = inspector;
        this.dissector = dissector;
        this.other = other;
        this.roundEnd = new RoundEndTask(afterRound, faults);
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
                        roundEnd);
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }
}

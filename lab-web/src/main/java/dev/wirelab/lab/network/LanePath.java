package dev.wirelab.lab.network;

import dev.wirelab.core.meter.Faults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The way between the page and one port of the lab: a port on the loopback interface, whose
/// connections take the time of a network. Safe for use by any number of threads.
final class LanePath implements AutoCloseable {
    /// The largest number of connections at a time; a browser opens six.
    static final int MAX_CONNECTIONS = 32;

    /// What a proxy keeps of a response: the size of nginx's first buffer, and of one of the eight
    /// that it uses for the rest.
    static final int BUFFER_BYTES = 8_192;

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int BACKLOG = 50;
    private static final long ACCEPT_AGAIN = TimeUnit.MILLISECONDS.toNanos(50);

    private final ServerSocket listener;
    private final InetSocketAddress lab;
    private final Faults faults;
    private final Pace up;
    private final Pace down;
    private final Set<PathConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile Proxy proxy = Proxy.NONE;
    private volatile long stalledUntil = System.nanoTime();

    /// What a proxy on the way does.
    ///
    /// @param block whether it forwards no upgrades
    /// @param buffer whether it buffers responses
    record Proxy(boolean block, boolean buffer) {
        static final Proxy NONE = new Proxy(false, false);
    }

    /// Listens on a free port.
    ///
    /// @param lab where its connections lead
    LanePath(InetSocketAddress lab, NetworkProfile profile, Faults faults) throws IOException {
        this.lab = lab;
        this.faults = faults;
        Duration oneWay = profile.roundTrip().dividedBy(2);
        this.up = new Pace(oneWay, profile.bitsUp());
        this.down = new Pace(oneWay, profile.bitsDown());
        this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("network, accepting").start(this::accept);
    }

    /// The port on which it listens.
    int port() {
        return listener.getLocalPort();
    }

    /// A proxy is configured anew: present connections end, as when it restarts.
    void set(Proxy other) {
        if (!other.equals(proxy)) {
            proxy = other;
            drop();
        }
    }

    /// Present connections are reset.
    void drop() {
        connections.forEach(PathConnection::reset);
    }

    /// Nothing arrives for a time in either direction; it does afterwards.
    void stall(Duration time) {
        stalledUntil = System.nanoTime() + time.toNanos();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket page = listener.accept();
                Thread.ofVirtual().name("network, connecting").start(() -> connect(page));
            } catch (IOException e) {
                // It was closed, a client left early, or the process has too many files open.
                LockSupport.parkNanos(ACCEPT_AGAIN);
            }
        }
    }

    private void connect(Socket page) {
        Socket far = new Socket();
        try {
            if (connections.size() >= MAX_CONNECTIONS) {
                throw new IOException("too many connections");
            }
            far.connect(lab, (int) CONNECT.toMillis());
            page.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
        } catch (IOException e) {
            PathConnection.closeQuietly(page);
            PathConnection.closeQuietly(far);
            return;
        }
        Proxy through = proxy;
        PathConnection connection =
                new PathConnection(
                        new PathConnection.Way(
                                page,
                                through.block() ? new UpgradeFilter() : ByteFilter.TRANSPARENT,
                                up),
                        new PathConnection.Way(
                                far,
                                through.buffer()
                                        ? new ResponseBuffer(BUFFER_BYTES)
                                        : ByteFilter.TRANSPARENT,
                                down),
                        () -> stalledUntil,
                        connections::remove,
                        faults);
        connections.add(connection);
        connection.start();
        if (listener.isClosed() || !through.equals(proxy)) {
            connection.reset();
        }
    }

    /// The number of open connections.
    int open() {
        return connections.size();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // It does not listen any more.
        }
        drop();
    }
}

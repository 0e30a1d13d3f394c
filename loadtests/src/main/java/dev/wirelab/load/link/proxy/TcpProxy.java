package dev.wirelab.load.link.proxy;

import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.link.Link;
import dev.wirelab.load.link.LinkDirection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A TCP proxy on the loopback interface, whose connections go over a link. Each end of a direction
/// is served by a virtual thread; what is on its way is bounded by the link's queue and delay.
public final class TcpProxy implements AutoCloseable {
    private static final int BACKLOG = 1_000;
    private static final Duration CHECK = Duration.ofMillis(20);
    private static final Link PLAIN = Link.of(Link.CUSTOM, LinkDirection.NONE, LinkDirection.NONE);
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final ServerSocket listener;
    private final Link link;
    private final Directions directions;
    private final Supplier<Stage> stages;
    private volatile List<InetSocketAddress> servers;
    private final AtomicInteger turn;
    private volatile long heldUntil = System.nanoTime();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();

    /// @param server where connections are forwarded to
    /// @param directions shared by all connections of the link
    TcpProxy(InetSocketAddress server, Link link, Directions directions) throws IOException {
        this(
                new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()),
                server,
                link,
                directions,
                new AtomicInteger(),
                null);
    }

    /// A middlebox.
    ///
    /// @param turn counts the connections, which go to several servers in turn; may be shared
    /// @param stages makes one for each connection
    public static TcpProxy middlebox(
            InetSocketAddress server, AtomicInteger turn, Supplier<Stage> stages)
            throws IOException {
        return new TcpProxy(
                new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()),
                server,
                PLAIN,
                new Directions(PLAIN),
                turn,
                stages);
    }

    /// Forwards connections as they are, such as between two network namespaces.
    ///
    /// @param listener closed with this
    public static TcpProxy relay(ServerSocket listener, InetSocketAddress server) {
        return new TcpProxy(
                listener, server, PLAIN, new Directions(PLAIN), new AtomicInteger(), null);
    }

    private TcpProxy(
            ServerSocket listener,
            InetSocketAddress server,
            Link link,
            Directions directions,
            AtomicInteger turn,
            @Nullable Supplier<Stage> stages) {
        this.servers = List.of(server);
        this.turn = turn;
        this.link = link;
        this.directions = directions;
        this.stages = stages == null ? () -> Stage.TRANSPARENT : stages;
        this.listener = listener;
        Thread.ofVirtual().name("link proxy").start(this::accept);
        if (stages != null
                || !link.idleCut().isZero()
                || !link.cutAfter().isZero()
                || !link.halfOpenAfter().isZero()) {
            Thread.ofVirtual().name("link proxy, faults").start(this::checkAll);
        }
    }

    /// Where clients connect.
    public InetSocketAddress address() {
        return new InetSocketAddress(
                listener.getInetAddress().getHostAddress(), listener.getLocalPort());
    }

    /// New connections go to another address.
    public void forwardTo(InetSocketAddress other) {
        forwardTo(List.of(other));
    }

    /// New connections go to these addresses in turn, as at a balancer; one that does not accept is
    /// passed over. Where none does, or there is none, the client's connection is closed.
    public void forwardTo(List<InetSocketAddress> others) {
        servers = List.copyOf(others);
    }

    /// Nothing passes for a time; what comes meanwhile is forwarded after it.
    public void hold(Duration time) {
        heldUntil = System.nanoTime() + time.toNanos();
    }

    /// All present connections carry nothing any more, and no side is notified. New ones do.
    public void silence() {
        connections.forEach(ProxiedConnection::silence);
    }

    /// How many connections there are that carry something.
    public int connections() {
        return speaking().size();
    }

    /// Resets one of them.
    ///
    /// @param index below [#connections], or nothing happens
    public void reset(int index) {
        speaking().stream().skip(index).findFirst().ifPresent(ProxiedConnection::reset);
    }

    /// Lets one of them carry nothing any more; no side is notified.
    ///
    /// @param index below [#connections], or nothing happens
    public void silence(int index) {
        speaking().stream().skip(index).findFirst().ifPresent(ProxiedConnection::silence);
    }

    private List<ProxiedConnection> speaking() {
        return connections.stream().filter(each -> !each.isSilent()).toList();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().name("link proxy, connecting").start(() -> connect(client));
            } catch (IOException e) {
                // The proxy was closed, or a client left before it was accepted.
            }
        }
    }

    private void connect(Socket client) {
        Socket far = null;
        try {
            far = connect();
            client.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            ProxiedConnection connection =
                    new ProxiedConnection(
                            client,
                            far,
                            directions,
                            stages.get(),
                            () -> heldUntil,
                            connections::remove);
            connections.add(connection);
            connection.start();
            if (listener.isClosed()) {
                connection.reset();
            }
        } catch (IOException e) {
            closeQuietly(client);
            if (far != null) {
                closeQuietly(far);
            }
        }
    }

    private Socket connect() throws IOException {
        List<InetSocketAddress> candidates = servers;
        int first = turn.getAndIncrement();
        IOException failure = new IOException("there is no server");
        for (int i = 0; i < candidates.size(); i++) {
            Socket socket = new Socket();
            try {
                socket.connect(
                        candidates.get(Math.floorMod(first + i, candidates.size())),
                        (int) CONNECT.toMillis());
                return socket;
            } catch (IOException e) {
                closeQuietly(socket);
                failure = e;
            }
        }
        throw failure;
    }

    private void checkAll() {
        while (!listener.isClosed()) {
            long now = System.nanoTime();
            connections.forEach(connection -> check(connection, now));
            try {
                MonotonicTime.pause(CHECK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void check(ProxiedConnection connection, long now) {
        if (connection.isCut(now)
                || isOver(link.idleCut(), now - connection.lastActive())
                || isOver(link.cutAfter(), now - connection.began())) {
            connection.reset();
        } else if (isOver(link.halfOpenAfter(), now - connection.began())) {
            connection.silence();
        }
    }

    private static boolean isOver(Duration limit, long nanos) {
        return !limit.isZero() && nanos > limit.toNanos();
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // It does not listen any more.
        }
        connections.forEach(ProxiedConnection::reset);
    }
}

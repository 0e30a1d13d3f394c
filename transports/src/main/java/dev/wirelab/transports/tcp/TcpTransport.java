package dev.wirelab.transports.tcp;

import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.Admission;
import dev.wirelab.transports.ListenAddresses;
import dev.wirelab.transports.Shutdown;
import dev.wirelab.transports.Transport;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.TransportDescriptor;
import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.tls.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Raw TCP on a [ServerSocket]: one thread accepts, a few [TcpLoop]s serve all connections.
public final class TcpTransport implements Transport {
    /// Its entry in the list of transports.
    public static final TransportType TYPE =
            new TransportType(
                    new TransportDescriptor(
                            "tcp",
                            TransportDescriptor.Kind.STREAM,
                            TransportDescriptor.Commands.CONNECTION,
                            false,
                            true,
                            false),
                    new TransportType.Dissection.OnOwnPort(LineDissector::new),
                    TcpTransport::new,
                    TcpGuest::connect);

    static final String ID = TYPE.descriptor().id();

    private static final Logger LOG = LoggerFactory.getLogger(TcpTransport.class);
    private static final int ACCEPT_QUEUE = 4096;
    private static final long SWEEP_MILLIS = 250;

    /// A loop executes the commands of its connections and delivers their events. Half of the CPUs
    /// are left for the senders and receivers.
    private static final int LOOPS =
            Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);

    /// The answer to a socket that is one too many.
    private static final byte[] TOO_MANY = TcpConnection.line(Admission.tooManyConnections());

    private static final int KEEPALIVE_IDLE_SECONDS = 20;
    private static final int KEEPALIVE_PROBES = 3;
    private static final int KEEPALIVE_INTERVAL_SECONDS = 5;

    private final TransportContext lab;
    private final ListenAddresses addresses;
    private final Set<TcpConnection> connections = ConcurrentHashMap.newKeySet();
    private final List<TcpLoop> loops = new ArrayList<>();
    private @Nullable ServerSocket listener;
    private @Nullable ServerSocket tlsListener;
    private @Nullable ScheduledFuture<?> sweep;

    private final AtomicInteger next = new AtomicInteger();

    private TcpTransport(TransportContext lab) {
        this.lab = lab;
        this.addresses = lab.tcp();
    }

    @Override
    public TransportDescriptor descriptor() {
        return TYPE.descriptor();
    }

    @Override
    public void open() throws IOException {
        for (int i = 0; i < LOOPS; i++) {
            loops.add(new TcpLoop(lab.chat(), "tcp-" + i));
        }
        InetSocketAddress plain = addresses.plain();
        if (plain != null) {
            listener = listen(plain, null);
        }
        InetSocketAddress secure = addresses.tls();
        if (secure != null) {
            tlsListener = listen(secure, lab.tls());
        }
        sweep =
                lab.tasks()
                        .forEach(
                                SWEEP_MILLIS,
                                "the sweep of TCP connections",
                                connections,
                                TcpConnection::checkLiveness);
    }

    private ServerSocket listen(InetSocketAddress address, @Nullable Tls tls) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(address, ACCEPT_QUEUE);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        TcpAcceptor acceptor = new TcpAcceptor(channel, socket -> serve(socket, tls), lab.faults());
        Thread.ofVirtual().name("tcp-accept").start(acceptor);
        return channel.socket();
    }

    private void serve(SocketChannel socket, @Nullable Tls tls) throws IOException {
        Optional<Admission.Place> place = lab.admission().admit(socket.socket().getInetAddress());
        if (place.isEmpty()) {
            refuse(socket, tls == null);
            return;
        }
        try {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEPALIVE_IDLE_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEPALIVE_PROBES);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEPALIVE_INTERVAL_SECONDS);
        } catch (IOException e) {
            place.get().close();
            socket.close();
            return;
        }
        TcpLoop loop = loops.get(Math.floorMod(next.getAndIncrement(), LOOPS));
        TcpConnection connection =
                new TcpConnection(
                        lab,
                        socket,
                        loop,
                        tls == null ? null : tls.engine(),
                        place.get(),
                        connections::remove);
        connections.add(connection);
        loop.add(connection);
    }

    /// Closes a socket that is one too many, on a plaintext port with the reason.
    private static void refuse(SocketChannel socket, boolean isPlain) throws IOException {
        try (socket) {
            if (isPlain) {
                socket.configureBlocking(false);
                socket.write(ByteBuffer.wrap(TOO_MANY));
                socket.shutdownOutput();
            }
        }
    }

    @Override
    public Map<String, Object> where() {
        Map<String, Object> where = new LinkedHashMap<>();
        // A port that is bound to every address is reachable at the host that the client already
        // knows.
        InetAddress address = addresses.any().getAddress();
        if (!address.isAnyLocalAddress()) {
            where.put("host", address.getHostAddress());
        }
        port().ifPresent(port -> where.put("port", port));
        tlsPort().ifPresent(port -> where.put("tlsPort", port));
        return where;
    }

    @Override
    public OptionalInt port() {
        return portOf(listener);
    }

    @Override
    public OptionalInt tlsPort() {
        return portOf(tlsListener);
    }

    private static OptionalInt portOf(@Nullable ServerSocket socket) {
        return socket == null ? OptionalInt.empty() : OptionalInt.of(socket.getLocalPort());
    }

    @Override
    public void drain() {
        closeListeners();
        Refusal why = Shutdown.refusal();
        connections.forEach(connection -> connection.end(why));
    }

    @Override
    public void close() {
        closeListeners();
        if (sweep != null) {
            sweep.cancel(false);
        }
        loops.forEach(TcpLoop::close);
    }

    private void closeListeners() {
        close(listener);
        close(tlsListener);
    }

    private static void close(@Nullable ServerSocket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            LOG.debug("closing the listener: {}", e.getMessage());
        }
    }
}

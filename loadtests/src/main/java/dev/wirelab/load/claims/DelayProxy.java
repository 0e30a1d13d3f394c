package dev.wirelab.load.claims;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/// A distance on the loopback: passes every byte on, in both directions, a fixed time after it
/// came. It delays bytes, not the handshake of TCP. Its queues hold what is on its way, which is
/// what its clients send within one delay.
public final class DelayProxy implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;
    private static final int BACKLOG = 100;

    private final ServerSocket listening;
    private final InetSocketAddress lab;
    private final long transit;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /// @param lab where the bytes go
    /// @param transit what each direction takes
    public DelayProxy(InetSocketAddress lab, Duration transit) throws IOException {
        this.lab = lab;
        this.transit = transit.toNanos();
        this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("delay").start(this::accept);
    }

    /// Where its clients connect to.
    public InetSocketAddress address() {
        return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                connect(listening.accept());
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void connect(Socket client) throws IOException {
        sockets.add(client);
        Socket server = new Socket();
        sockets.add(server);
        server.connect(lab);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        pass(client, server);
        pass(server, client);
    }

    private void pass(Socket from, Socket to) {
        BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>();
        Thread.ofVirtual().name("delay in").start(() -> take(from, underWay));
        Thread.ofVirtual().name("delay out").start(() -> give(underWay, to));
    }

    private void take(Socket from, BlockingQueue<Chunk> underWay) {
        byte[] buffer = new byte[CHUNK];
        try (InputStream in = from.getInputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                underWay.add(new Chunk(System.nanoTime() + transit, Arrays.copyOf(buffer, n)));
            }
        } catch (IOException e) {
            // The other side is told below that it is over.
        }
        underWay.add(new Chunk(System.nanoTime() + transit, new byte[0]));
    }

    private static void give(BlockingQueue<Chunk> underWay, Socket to) {
        try (to) {
            for (Chunk chunk = underWay.take(); chunk.bytes.length > 0; chunk = underWay.take()) {
                Pace.until(chunk.due);
                to.getOutputStream().write(chunk.bytes);
            }
        } catch (IOException e) {
            // The other side has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /// Bytes that are under way; none: the end.
    private static final class Chunk {
        private final long due;
        private final byte[] bytes;

        Chunk(long due, byte[] bytes) {
            this.due = due;
            this.bytes = bytes;
        }
    }
}

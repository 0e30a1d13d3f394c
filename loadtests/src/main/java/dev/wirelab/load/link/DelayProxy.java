package dev.wirelab.load.link;

import dev.wirelab.load.client.MonotonicTime;
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

/// A TCP proxy on the loopback interface that forwards every byte a fixed time after it arrived, in
/// both directions. It does not delay the TCP handshake. It buffers without a bound what arrives
/// within one delay.
public final class DelayProxy implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;
    private static final int BACKLOG = 100;

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final long delayNanos;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /// @param target where connections are forwarded to
    /// @param delay of each direction
    public DelayProxy(InetSocketAddress target, Duration delay) throws IOException {
        this.target = target;
        this.delayNanos = delay.toNanos();
        this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("delay proxy").start(this::accept);
    }

    /// Where clients connect.
    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                connect(listener.accept());
            }
        } catch (IOException e) {
            // The proxy was closed.
        }
    }

    private void connect(Socket client) throws IOException {
        sockets.add(client);
        Socket server = new Socket();
        sockets.add(server);
        server.connect(target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        forward(client, server);
        forward(server, client);
    }

    private void forward(Socket from, Socket to) {
        BlockingQueue<Chunk> delayed = new LinkedBlockingQueue<>();
        Thread.ofVirtual().name("delay proxy, in").start(() -> receive(from, delayed));
        Thread.ofVirtual().name("delay proxy, out").start(() -> send(delayed, to));
    }

    private void receive(Socket from, BlockingQueue<Chunk> delayed) {
        byte[] buffer = new byte[CHUNK];
        try (InputStream in = from.getInputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                delayed.add(new Chunk(System.nanoTime() + delayNanos, Arrays.copyOf(buffer, n)));
            }
        } catch (IOException e) {
            // The peer is gone; the other side is closed below.
        }
        delayed.add(new Chunk(System.nanoTime() + delayNanos, new byte[0]));
    }

    private static void send(BlockingQueue<Chunk> delayed, Socket to) {
        try (to) {
            for (Chunk chunk = delayed.take(); chunk.bytes.length > 0; chunk = delayed.take()) {
                MonotonicTime.sleepUntil(chunk.due);
                to.getOutputStream().write(chunk.bytes);
            }
        } catch (IOException e) {
            // The peer is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /// Bytes on their way; empty: the end of the stream.
    private static final class Chunk {
        private final long due;
        private final byte[] bytes;

        Chunk(long due, byte[] bytes) {
            this.due = due;
            this.bytes = bytes;
        }
    }
}

package dev.wirelab.load.link.proxy;

import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.link.Link;
import dev.wirelab.load.link.LinkDirection;
import dev.wirelab.load.link.SelfTest;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Sends stamped records through a proxy of its own.
final class StreamProbe implements SelfTest.Probe {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final Directions directions;

    StreamProbe(Directions directions) {
        this.directions = directions;
    }

    @Override
    public SelfTest.Arrivals send(boolean up, int count, int bytes, long spacing)
            throws IOException, InterruptedException {
        Link plain = Link.of(Link.CUSTOM, LinkDirection.NONE, LinkDirection.NONE);
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TcpProxy proxy =
                        new TcpProxy(
                                new InetSocketAddress(
                                        listener.getInetAddress(), listener.getLocalPort()),
                                plain,
                                directions);
                Socket client =
                        new Socket(proxy.address().getAddress(), proxy.address().getPort());
                Socket server = listener.accept()) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Socket from = up ? client : server;
            Socket to = up ? server : client;
            to.setSoTimeout(TIMEOUT_MILLIS);
            FutureTask<SelfTest.Arrivals> reading =
                    new FutureTask<>(() -> receive(to, count, bytes));
            Thread.ofVirtual().name("self-test, arrivals").start(reading);
            send(from, count, bytes, spacing);
            return reading.get();
        } catch (ExecutionException e) {
            throw new IOException("the proxy lost its connection: " + e.getCause(), e);
        }
    }

    private static void send(Socket socket, int count, int bytes, long spacing)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            MonotonicTime.sleepUntil(start + i * spacing);
            byte[] record = new byte[bytes];
            ByteBuffer.wrap(record).putLong(System.nanoTime());
            socket.getOutputStream().write(record);
        }
    }

    private static SelfTest.Arrivals receive(Socket socket, int count, int bytes)
            throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] record = new byte[bytes];
        List<Long> delays = new ArrayList<>();
        long first = 0;
        long last = 0;
        for (int i = 0; i < count; i++) {
            in.readFully(record);
            last = System.nanoTime();
            first = i == 0 ? last : first;
            delays.add(last - ByteBuffer.wrap(record).getLong());
        }
        return new SelfTest.Arrivals(count, delays, last - first);
    }
}

package dev.wirelab.load.link.tun;

import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.link.Link;
import dev.wirelab.load.link.LinkDirection;
import dev.wirelab.load.link.SelfTest;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Sends stamped UDP packets over a TUN link. Both ends are in this process, so that one clock
/// stamps them.
final class DatagramProbe implements SelfTest.Probe {
    /// Headers of IPv4 and UDP.
    private static final int HEADERS = 28;

    private static final Duration PATIENCE = Duration.ofMillis(700);

    private final Link link;
    private final FarSide far;

    DatagramProbe(Link link, FarSide far) {
        this.link = link;
        this.far = far;
    }

    @Override
    public SelfTest.Arrivals send(boolean up, int count, int bytes, long spacing)
            throws IOException, InterruptedException {
        try (DatagramSocket near = socket(IpPacket.NEAR);
                DatagramSocket there = far.call(() -> socket(IpPacket.FAR))) {
            DatagramSocket from = up ? there : near;
            DatagramSocket to = up ? near : there;
            to.setSoTimeout((int) patience(up ? link.up() : link.down()).toMillis());
            FutureTask<SelfTest.Arrivals> reading = new FutureTask<>(() -> receive(to, count));
            Thread.ofPlatform().daemon().name("self-test, arrivals").start(reading);
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                MonotonicTime.sleepUntil(start + i * spacing);
                byte[] data = new byte[bytes - HEADERS];
                ByteBuffer.wrap(data).putLong(System.nanoTime());
                from.send(new DatagramPacket(data, data.length, to.getLocalSocketAddress()));
            }
            return reading.get();
        } catch (ExecutionException e) {
            throw new IOException("the self-test received nothing: " + e.getCause(), e);
        }
    }

    private static DatagramSocket socket(byte[] address) throws IOException {
        return new DatagramSocket(new InetSocketAddress(InetAddress.getByAddress(address), 0));
    }

    /// How long nothing may arrive before the rest counts as lost.
    private static Duration patience(LinkDirection direction) {
        return PATIENCE.plus(direction.delay())
                .plus(direction.jitter())
                .plusNanos(direction.nanosFor(direction.queueBytes()));
    }

    private static SelfTest.Arrivals receive(DatagramSocket socket, int count) throws IOException {
        List<Long> delays = new ArrayList<>();
        DatagramPacket packet = new DatagramPacket(new byte[TunDevice.MTU], TunDevice.MTU);
        long first = 0;
        long last = 0;
        try {
            while (delays.size() < count) {
                socket.receive(packet);
                last = System.nanoTime();
                first = delays.isEmpty() ? last : first;
                delays.add(last - ByteBuffer.wrap(packet.getData()).getLong());
            }
        } catch (SocketTimeoutException e) {
            // The rest is lost.
        }
        return new SelfTest.Arrivals(count, delays, last - first);
    }
}

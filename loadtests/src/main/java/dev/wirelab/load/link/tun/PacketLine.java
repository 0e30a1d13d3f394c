package dev.wirelab.load.link.tun;

import dev.wirelab.load.link.LinkQueue;
import dev.wirelab.load.link.PacketCounters;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One direction of a TUN link: a thread that reads packets from one device, and a thread that
/// writes each to the other device when it is due.
final class PacketLine {
    private static final int POLL_MILLIS = 200;

    private final boolean up;
    private final int from;
    private final int to;
    private final PacketCounters counters;
    private final Flows flows;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition earlier = lock.newCondition();
    private final PriorityQueue<Packet> waiting = new PriorityQueue<>();
    private final Thread reading;
    private final Thread writing;
    private volatile LinkQueue queue;
    private volatile boolean ended;
    private long number;

    PacketLine(
            boolean up,
            TunDevice from,
            TunDevice to,
            LinkQueue queue,
            PacketCounters counters,
            Flows flows) {
        this.up = up;
        this.from = from.file();
        this.to = to.file();
        this.queue = queue;
        this.counters = counters;
        this.flows = flows;
        String name = up ? "link, up" : "link, down";
        this.reading = Thread.ofPlatform().daemon().name(name + ", in").unstarted(this::readAll);
        this.writing = Thread.ofPlatform().daemon().name(name + ", out").unstarted(this::writeAll);
    }

    void start() {
        reading.start();
        writing.start();
    }

    /// Packets that enter from now on take another queue.
    void use(LinkQueue other) {
        queue = other;
    }

    private void readAll() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(TunDevice.MTU);
            MemorySegment state = Native.state(arena);
            MemorySegment poll = Native.poll(arena);
            Native.sharpenTimers();
            while (!ended) {
                int size = Native.read(from, buffer, state);
                if (size == 0) {
                    Native.awaitReadable(from, POLL_MILLIS, state, poll);
                } else {
                    byte[] bytes = buffer.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE);
                    route(bytes, state, arena);
                }
            }
        } catch (IOException e) {
            end();
        }
    }

    private void route(byte[] bytes, MemorySegment state, Arena arena) throws IOException {
        if (!IpPacket.isVersion4(bytes)) {
            return;
        }
        long now = System.nanoTime();
        switch (flows.pass(up, bytes, now)) {
            case PASSES -> enter(bytes, now);
            case SWALLOWED -> {}
            case RESET -> {
                byte[] reset = IpPacket.resetFor(bytes);
                Native.write(from, arena.allocateFrom(ValueLayout.JAVA_BYTE, reset), state);
            }
        }
    }

    private void enter(byte[] bytes, long now) {
        long due = queue.enter(now, bytes.length);
        counters.count(up, bytes.length, due);
        if (due == LinkQueue.LOST || due == LinkQueue.OVERFLOW) {
            return;
        }
        lock.lock();
        try {
            Packet first = waiting.peek();
            waiting.add(new Packet(due, number++, bytes));
            if (first == null || due < first.due()) {
                earlier.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void writeAll() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(TunDevice.MTU);
            MemorySegment state = Native.state(arena);
            Native.sharpenTimers();
            while (!ended) {
                Packet packet = next();
                if (packet != null) {
                    int size = packet.bytes().length;
                    MemorySegment.copy(packet.bytes(), 0, buffer, ValueLayout.JAVA_BYTE, 0, size);
                    Native.write(to, buffer.asSlice(0, size), state);
                }
            }
        } catch (IOException e) {
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The next packet, when it is due; null: the link was closed.
    private @Nullable Packet next() throws InterruptedException {
        lock.lock();
        try {
            while (!ended) {
                Packet first = waiting.peek();
                if (first == null) {
                    earlier.await();
                } else if (first.due() - System.nanoTime() > 0) {
                    var _ = earlier.awaitNanos(first.due() - System.nanoTime());
                } else {
                    return waiting.poll();
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /// Ends both threads within [#POLL_MILLIS].
    void end() {
        ended = true;
        lock.lock();
        try {
            earlier.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for their end.
    void join() throws InterruptedException {
        reading.join(TimeUnit.SECONDS.toMillis(2));
        writing.join(TimeUnit.SECONDS.toMillis(2));
    }
}

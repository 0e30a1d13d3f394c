package dev.wirelab.load.survive.client;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/// The connections that a program opens to one host for requests: a browser opens at most six over
/// HTTP/1.1, which all of its tabs share, and queues further requests in their order. WebSockets do
/// not count among them. Safe for use by any number of threads.
public final class HostConnections {
    /// What browsers have.
    public static final int OF_A_BROWSER = 6;

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Slot> queued = new ArrayDeque<>();
    private int free;

    /// @param most at a time
    public HostConnections(int most) {
        free = most;
    }

    /// Those of a program that is no browser.
    public static HostConnections unlimited() {
        return new HostConnections(Integer.MAX_VALUE);
    }

    /// The place of one request.
    final class Slot {
        private final EventLoop loop;
        private final Runnable granted;
        private boolean held;
        private boolean released;

        private Slot(EventLoop loop, Runnable granted) {
            this.loop = loop;
            this.granted = granted;
        }

        private void grant() {
            loop.execute(() -> {
                if (!released) {
                    granted.run();
                }
            });
        }

        /// Leaves it to the next request, or the queue. Called on the loop; may be called again.
        void release() {
            if (!released) {
                released = true;
                HostConnections.this.release(this);
            }
        }
    }

    /// Asks for a place.
    ///
    /// @param granted run later on the loop, when there is one; not after the place was released
    Slot take(EventLoop loop, Runnable granted) {
        Slot slot = new Slot(loop, granted);
        lock.lock();
        try {
            if (free == 0) {
                queued.add(slot);
                return slot;
            }
            free--;
            slot.held = true;
        } finally {
            lock.unlock();
        }
        slot.grant();
        return slot;
    }

    private void release(Slot slot) {
        Slot next = null;
        lock.lock();
        try {
            if (!slot.held) {
                queued.remove(slot);
                return;
            }
            next = queued.poll();
            if (next == null) {
                free++;
            } else {
                next.held = true;
            }
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.grant();
        }
    }
}

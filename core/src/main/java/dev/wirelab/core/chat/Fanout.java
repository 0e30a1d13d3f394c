package dev.wirelab.core.chat;

import dev.wirelab.core.wire.Cursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Tells readers of what was appended.
///
/// Works in rounds. A round takes all places since the last one, sorts their entries by address
/// into one [Slice] each, and offers each slice to the readers of those who follow that address,
/// and to nobody else. The more is appended while a round runs, the more goes into the next one:
/// under load, writes get fewer and larger by themselves.
///
/// Who appended a burst may do its round on its own thread, which saves waking another one. One
/// thread at a time is at it; what is appended meanwhile is left to the thread of our own, so that
/// nobody is kept from his work by that of others for more than a round.
final class Fanout implements AutoCloseable {
    /// After so many entries a burst is delivered even if more commands are at hand.
    private static final int MAX_BURST = 256;

    private final State state;
    private final ReentrantLock lock;
    private final Thread thread;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile boolean news;
    private volatile boolean idle;
    private volatile boolean closed;

    // Of the thread whose turn it is.
    private final List<Reader> readers = new ArrayList<>();
    private long done;
    private long round;

    Fanout(State state, ReentrantLock lock) {
        this.state = state;
        this.lock = lock;
        this.thread = Thread.ofPlatform().name("fan-out").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Says that something was appended, for which [#deliver] will be called.
    void accepted() {
        news = true;
        if (accepted.incrementAndGet() % MAX_BURST == 0) {
            deliver();
        }
    }

    /// Says that something was appended, of which our own thread is to tell. Safe on any thread.
    void signal() {
        news = true;
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    /// Does a round here if there is anything new and nobody is at it.
    void deliver() {
        if (!news || turn.isHeldByCurrentThread() || !turn.tryLock()) {
            // Whoever is at it looks again.
            return;
        }
        try {
            round();
        } finally {
            turn.unlock();
        }
        if (news) {
            signal();
        }
    }

    private void run() {
        while (!closed) {
            turn.lock();
            try {
                round();
            } finally {
                turn.unlock();
            }
            idle = true;
            // Looks once more, since a signal may have missed that this thread is about to idle.
            while (!news && !closed) {
                LockSupport.park(this);
            }
            idle = false;
        }
    }

    private void round() {
        news = false;
        List<Slice> slices;
        List<Session> lookers;
        lock.lock();
        try {
            Cursor head = state.head();
            if (head.offset() == done) {
                return;
            }
            // Evicted before it was offered: everyone looks for himself, and finds the gap if he
            // has one.
            boolean lost = state.timeline().evicted() > done;
            slices = lost ? List.of() : slices(head);
            lookers = lost ? List.copyOf(state.sessions()) : state.takeDeparted();
            done = head.offset();
        } finally {
            lock.unlock();
        }
        round++;
        for (Slice slice : slices) {
            for (Session session : slice.sessions()) {
                collect(session, slice);
            }
        }
        for (Session session : lookers) {
            collect(session, null);
        }
        readers.forEach(Reader::offerCollected);
        readers.clear();
    }

    private List<Slice> slices(Cursor head) {
        Map<AddressIndex, Slice> slices = new HashMap<>();
        for (Entry entry : state.timeline().after(done)) {
            for (AddressIndex index : entry.indexes()) {
                slices.computeIfAbsent(index, i -> new Slice(done, head, i.audience().sessions()))
                        .add(entry);
            }
        }
        return new ArrayList<>(slices.values());
    }

    private void collect(Session session, @Nullable Slice slice) {
        for (Reader reader : session.readers()) {
            if (reader.collect(round, slice)) {
                readers.add(reader);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}

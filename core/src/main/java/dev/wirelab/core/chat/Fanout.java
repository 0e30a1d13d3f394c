package dev.wirelab.core.chat;

import dev.wirelab.core.wire.Cursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Tells readers of what was appended, on a thread of its own.
///
/// Works in rounds. A round takes all places since the last one, sorts their entries by address
/// into one [Slice] each, and offers each slice to the readers of those who follow that address,
/// and to nobody else. The more is appended while a round runs, the more goes into the next one:
/// under load, writes get fewer and larger by themselves.
final class Fanout implements AutoCloseable {
    private final State state;
    private final ReentrantLock lock;
    private final Thread thread;
    private volatile boolean idle;
    private volatile boolean closed;
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

    /// Says that something was appended. Safe on any thread.
    void signal() {
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        List<Reader> readers = new ArrayList<>();
        while (!closed) {
            if (!round(readers)) {
                idle = true;
                // Looks once more, since an append may have missed that this thread is about to
                // idle.
                if (!hasNews() && !closed) {
                    LockSupport.park(this);
                }
                idle = false;
            }
        }
    }

    private boolean hasNews() {
        lock.lock();
        try {
            return state.head().offset() > done;
        } finally {
            lock.unlock();
        }
    }

    /// @param readers empty; reused between rounds
    /// @return whether there was anything new
    private boolean round(List<Reader> readers) {
        List<Slice> slices;
        List<Session> lookers;
        lock.lock();
        try {
            Cursor head = state.head();
            if (head.offset() == done) {
                return false;
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
                collect(session, slice, readers);
            }
        }
        for (Session session : lookers) {
            collect(session, null, readers);
        }
        readers.forEach(Reader::offerCollected);
        readers.clear();
        return true;
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

    private void collect(Session session, @Nullable Slice slice, List<Reader> readers) {
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

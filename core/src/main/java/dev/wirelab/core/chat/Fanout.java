package dev.wirelab.core.chat;

import dev.wirelab.core.protocol.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// Tells readers of what was appended.
///
/// Works in rounds. A round takes all places since the last one, sorts their entries by address
/// into one [Slice] each, and offers each slice to the readers of those who follow that address,
/// and to nobody else; where an address got more than goes into one write, it does that in several
/// [RoundPlan]. The more is appended while a round runs, the more goes into the next one: under
/// load, writes get fewer and larger by themselves.
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
    private final SliceMerger joins = new SliceMerger();
    private long done;
    private long step;

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
        List<List<RoundPlan.Offer>> steps;
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
            steps = lost ? List.of() : RoundPlan.of(state.timeline().after(done), done, head);
            steps.forEach(state.sharedSlices()::addFull);
            lookers = lost ? List.copyOf(state.sessions()) : state.takeDeparted();
            done = head.offset();
        } finally {
            lock.unlock();
        }
        step++;
        lookers.forEach(session -> collect(session, Signal.Plain.LOOK));
        for (List<RoundPlan.Offer> offers : steps) {
            for (RoundPlan.Offer offer : offers) {
                for (Session session : offer.sessions()) {
                    collect(session, offer.slice());
                }
            }
            offerCollected();
            step++;
        }
        offerCollected();
    }

    private void collect(Session session, Signal found) {
        for (Reader reader : session.readers()) {
            if (reader.collect(step, found, joins)) {
                readers.add(reader);
            }
        }
    }

    private void offerCollected() {
        readers.forEach(reader -> reader.offerCollected(joins));
        readers.clear();
        joins.forget();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}

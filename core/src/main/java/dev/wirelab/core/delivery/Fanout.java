package dev.wirelab.core.delivery;

import dev.wirelab.core.meter.Faults;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.state.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes the readers that have new events, and closes the connections of sessions that have ended.
///
/// It works in rounds. A round takes all events since the previous round, divides them by address
/// into one [Slice] each, and offers each slice to the readers of the sessions that receive that
/// address, and to no others. If the events of an address do not fit into one write, the round has
/// several steps (see [RoundPlan]). Events that arrive during a round are delivered in the next
/// one: under load, writes become fewer and larger.
///
/// ```
/// offsets 41 to 44: #lobby 41 43, #java 42, @bob 44
/// slices            #lobby {41 43}, #java {42}, @bob {44}, each for offsets 41 to 44
/// ann (#lobby)      gets {41 43} as it is, the same bytes as all others in #lobby alone
/// bob (all three)   gets {41 42 43 44}, merged once for all readers with these three slices
/// carl (writing)    gets nothing now; his reader reads from its cursor when the write is done
/// ```
///
/// A thread that appended a burst may run the round itself, which saves waking another thread. Only
/// one thread runs a round at a time. Facts that are applied meanwhile are delivered by the
/// fan-out's own thread, so that no other thread delivers the facts of others for longer than one
/// round.
final class Fanout implements AutoCloseable {
    /// The number of applied facts after which a round is run even if the thread has more commands.
    private static final int MAX_BURST = 256;

    /// The pause of the fan-out's own thread before it repeats a round that failed.
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofMillis(100);

    private final State state;
    private final LocalSessions sessions;
    private final ReentrantLock lock;
    private final Faults faults;
    private final Thread thread;
    private final ReentrantLock roundLock = new ReentrantLock();
    private final AtomicInteger appliedCount = new AtomicInteger();
    private volatile boolean pending;
    private volatile boolean idle;
    private volatile boolean closed;

    // Guarded by the chat's lock.
    private final SharedSlices sharedSlices = new SharedSlices();

    // Used only by the thread that runs the round.
    private final List<Reader> readers = new ArrayList<>();
    private final SliceMerger merger = new SliceMerger();
    private final List<LocalSessions.Ended> ended = new ArrayList<>();
    private long deliveredOffset;
    private long step;
    private volatile boolean failed;

    Fanout(Delivery delivery) {
        this.state = delivery.state();
        this.sessions = delivery.sessions();
        this.lock = delivery.lock();
        this.faults = delivery.faults();
        this.thread = Thread.ofPlatform().name("fan-out").daemon().unstarted(this::run);
    }

    /// Starts its thread. What the state has already is not delivered: nobody has a reader yet.
    void start() {
        lock.lock();
        try {
            deliveredOffset = state.head().offset();
        } finally {
            lock.unlock();
        }
        thread.start();
    }

    /// The slices that lagging readers share.
    SharedSlices sharedSlices() {
        return sharedSlices;
    }

    /// Reports that a fact was applied; the caller will call [#deliver].
    void applied() {
        pending = true;
        if (appliedCount.incrementAndGet() % MAX_BURST == 0) {
            deliver();
        }
    }

    /// Reports that facts were applied, for the fan-out's own thread to deliver. Safe on any
    /// thread.
    void signal() {
        pending = true;
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    /// Runs a round on this thread if facts are pending and no other thread is running one.
    void deliver() {
        if (!pending || roundLock.isHeldByCurrentThread() || !roundLock.tryLock()) {
            // The thread that runs the round checks `pending` again afterwards.
            return;
        }
        try {
            guardedRound();
        } finally {
            roundLock.unlock();
        }
        if (pending) {
            signal();
        }
    }

    private void run() {
        while (!closed) {
            roundLock.lock();
            try {
                guardedRound();
            } finally {
                roundLock.unlock();
            }
            if (failed) {
                LockSupport.parkNanos(this, PAUSE_AFTER_FAULT.toNanos());
            }
            idle = true;
            // Checks `pending` again, since a signal may have come before `idle` was set.
            while (!pending && !closed) {
                LockSupport.park(this);
            }
            idle = false;
        }
    }

    /// A round that fails must not end its thread. It is repeated, and then every reader reads the
    /// state.
    private void guardedRound() {
        try {
            round();
            failed = false;
        } catch (RuntimeException | Error fault) {
            faults.add("fan-out", fault);
            readers.clear();
            merger.clear();
            failed = true;
            pending = true;
        }
    }

    private void round() {
        pending = false;
        List<List<RoundPlan.Offer>> steps;
        List<Session> checking;
        lock.lock();
        try {
            Cursor head = state.head();
            if (head.offset() == deliveredOffset && !failed) {
                return;
            }
            // Events were evicted before they were offered: every reader reads the state, and
            // reports its gap if it has one.
            boolean lost = failed || state.events().evicted() > deliveredOffset;
            steps =
                    lost
                            ? List.of()
                            : RoundPlan.of(
                                    sessions,
                                    state.events().after(deliveredOffset),
                                    deliveredOffset,
                                    head);
            steps.forEach(sharedSlices::addFull);
            List<Session> departed = sessions.takeDeparted();
            checking = lost ? List.copyOf(sessions.all()) : departed;
            ended.addAll(sessions.takeEnded());
            deliveredOffset = head.offset();
        } finally {
            lock.unlock();
        }
        step++;
        checking.forEach(session -> collect(session, Signal.Plain.CHECK));
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
        ended.forEach(Fanout::end);
        ended.clear();
    }

    private void collect(Session session, Signal found) {
        for (Reader reader : session.readers()) {
            if (reader.collect(step, found, merger)) {
                readers.add(reader);
            }
        }
    }

    private void offerCollected() {
        readers.forEach(reader -> reader.offerCollected(merger));
        readers.clear();
        merger.clear();
    }

    /// Closes the connections of a session that has ended. No new ones can be opened.
    private static void end(LocalSessions.Ended ended) {
        for (Reader reader : ended.session().readers()) {
            reader.end(ended.why(), ended.reason());
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}

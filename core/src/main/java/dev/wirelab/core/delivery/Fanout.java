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

/// Wakes the readers to which new events are due, and closes the connections of sessions that have
/// ended.
///
/// It works in rounds. A round takes all events since the last one, divides them by address into
/// one [Slice] each, and offers each slice to the readers of the sessions that have that address,
/// and to nobody else. An address that got more than fits into one write takes several steps (see
/// [RoundPlan]). The more events come while a round runs, the more go into the next one: under
/// load, writes get fewer and larger by themselves.
///
/// ```
/// offsets 41 to 44: #lobby 41 43, #java 42, @bob 44
/// slices            #lobby {41 43}, #java {42}, @bob {44}, each for offsets 41 to 44
/// ann (#lobby)      gets {41 43} as it is, the same bytes as all others in #lobby alone
/// bob (all three)   gets {41 42 43 44}, merged once for all readers with these three slices
/// carl (writing)    gets nothing now; his reader reads from its cursor when the write is done
/// ```
///
/// A thread that appended a burst may do the round itself, which saves waking another one. Only one
/// thread does a round at a time; what is applied meanwhile is left to the fan-out's own thread, so
/// that no thread is kept by the work of others for more than a round.
final class Fanout implements AutoCloseable {
    /// The number of facts after which they are delivered even if the thread has more commands.
    private static final int MAX_BURST = 256;

    /// The pause of the fan-out's own thread before it repeats a round that failed.
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofMillis(100);

    private final State state;
    private final LocalSessions sessions;
    private final ReentrantLock lock;
    private final Faults faults;
    private final Thread thread;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicInteger appliedCount = new AtomicInteger();
    private volatile boolean pending;
    private volatile boolean idle;
    private volatile boolean closed;

    // Guarded by the chat's lock.
    private final SharedSlices sharedSlices = new SharedSlices();

    // Of the thread that does the round.
    private final List<Reader> readers = new ArrayList<>();
    private final SliceMerger merger = new SliceMerger();
    private final List<LocalSessions.Ended> ended = new ArrayList<>();
    private long done;
    private long step;
    private volatile boolean failed;

    Fanout(Delivery delivery) {
        this.state = delivery.state();
        this.sessions = delivery.sessions();
        this.lock = delivery.lock();
        this.faults = delivery.faults();
        this.thread = Thread.ofPlatform().name("fan-out").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// What readers that lag behind share.
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

    /// Does a round here if there is anything new and no other thread does one.
    void deliver() {
        if (!pending || turn.isHeldByCurrentThread() || !turn.tryLock()) {
            // The thread that does a round checks again afterwards.
            return;
        }
        try {
            guardedRound();
        } finally {
            turn.unlock();
        }
        if (pending) {
            signal();
        }
    }

    private void run() {
        while (!closed) {
            turn.lock();
            try {
                guardedRound();
            } finally {
                turn.unlock();
            }
            if (failed) {
                LockSupport.parkNanos(this, PAUSE_AFTER_FAULT.toNanos());
            }
            idle = true;
            // Checks once more, since a signal may have missed that this thread is about to idle.
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
            if (head.offset() == done && !failed) {
                return;
            }
            // Events were evicted before they were offered: every reader reads the state, and
            // finds its gap if it has one.
            boolean lost = failed || state.events().evicted() > done;
            steps =
                    lost
                            ? List.of()
                            : RoundPlan.of(sessions, state.events().after(done), done, head);
            steps.forEach(sharedSlices::addFull);
            List<Session> departed = sessions.takeDeparted();
            checking = lost ? List.copyOf(sessions.all()) : departed;
            ended.addAll(sessions.takeEnded());
            done = head.offset();
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

    /// Closes the connections of a session that has ended: none is opened any more.
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

package dev.wirelab.core.delivery;

import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.state.Member;
import dev.wirelab.core.state.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One connection's offset in the log, and the primitive that every transport is built on: read
/// what is due after that offset.
///
/// There are two ways to wait for events. [#await] blocks, for a virtual thread. [#arm] requests
/// one call of [ReaderOptions.Listener#ready()], for connections that should not occupy a thread
/// while they are idle. A connection that cannot take more simply does not read: its offset lags,
/// which costs one number, and its next read returns everything due in one batch, or a `gap` if
/// that is no longer retained.
///
/// Reading and arming are for one thread at a time; disarming and closing are safe on any.
public final class Reader implements AutoCloseable {
    /// How many offsets a stream's cursor may lag behind without an event before it is sent.
    public static final int QUIET_OFFSETS = 1_000;

    private final Delivery delivery;
    private final Session session;
    private final Member member;
    private final ReaderOptions options;
    private final GroupSubscriptions subscriptions;
    private final State state;
    private final ReentrantLock lock;
    private final String epoch;
    private final AtomicReference<@Nullable Signal> signal = new AtomicReference<>();
    private volatile @Nullable Thread waiter;
    private volatile boolean closed;
    private volatile boolean displaced;

    // Of the reading thread.
    private long offset;
    private boolean behind = true;
    private Event.Gap.@Nullable Reason gap;

    // Of the thread that does the current round: what one of its steps has for this reader.
    private long step;
    private Signal collected = Signal.Plain.CHECK;

    // Of the housekeeping thread, except the latest offset that the client knows.
    private volatile long knownOffset;
    private volatile boolean cursorDue;
    private long knownBefore;
    private int quietTicks;

    /// @param offset everything after this offset is due
    /// @param gap why events are missing right at the start, if they are
    Reader(
            Delivery delivery,
            Session session,
            ReaderOptions options,
            GroupSubscriptions subscriptions,
            long offset,
            Event.Gap.@Nullable Reason gap) {
        this.delivery = delivery;
        this.session = session;
        this.member = session.member();
        this.options = options;
        this.subscriptions = subscriptions;
        this.state = delivery.state();
        this.lock = delivery.lock();
        this.epoch = state.head().epoch();
        this.offset = offset;
        this.knownOffset = offset;
        this.gap = gap;
    }

    /// Whose reader it is.
    public Session session() {
        return session;
    }

    /// The subscriptions that this connection's commands change.
    public GroupSubscriptions subscriptions() {
        return subscriptions;
    }

    ReaderOptions options() {
        return options;
    }

    /// The offset up to which everything due was read. For the reading thread.
    public Cursor cursor() {
        return new Cursor(epoch, offset);
    }

    /// Returns what is due now, and moves the offset after it.
    ///
    /// @param maxBytes where to cut, in bytes of JSON; one event always fits
    /// @return everything due, or its beginning; empty if nothing is
    public Batch read(int maxBytes) {
        Signal hint = signal.getAndSet(null);
        if (hint instanceof Slice offered && isAllThatIsDue(offered, maxBytes)) {
            offset = offered.to();
            knownOffset = offered.lastOffset();
            return offered.batch();
        }
        return merge(maxBytes);
    }

    /// Returns what is due, and waits for it if nothing is.
    ///
    /// @param wait how long at most
    /// @return empty if nothing became due, or the reader was closed or displaced
    public Batch await(int maxBytes, Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        Batch batch = read(maxBytes);
        while (batch.isEmpty() && !closed && !displaced) {
            park(deadline);
            batch = read(maxBytes);
            if (batch.isEmpty() && System.nanoTime() - deadline >= 0) {
                break;
            }
        }
        return batch;
    }

    /// Parks the thread, unless something may be due already.
    private void park(long deadline) throws InterruptedException {
        waiter = Thread.currentThread();
        try {
            if (!arm(Signal.Plain.PARKED)) {
                return;
            }
            while (signal.get() == Signal.Plain.PARKED && !closed) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                LockSupport.parkNanos(this, left);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } finally {
            signal.compareAndSet(Signal.Plain.PARKED, null);
            waiter = null;
        }
    }

    /// Requests one notification of the listener when something is due.
    ///
    /// @return false if something may be due already: then read, nothing was armed
    public boolean arm() {
        return arm(Signal.Plain.ARMED);
    }

    private boolean arm(Signal.Plain how) {
        return !behind && signal.compareAndSet(null, how);
    }

    /// Takes back [#arm()].
    ///
    /// @return false if it was not armed, or is being notified just now
    public boolean disarm() {
        return signal.compareAndSet(Signal.Plain.ARMED, null);
    }

    /// Whether this poll must be answered now, with or without events, since its session has too
    /// many. It is woken as if something were due: check this after each [#read] and before [#arm].
    public boolean isDisplaced() {
        return displaced;
    }

    /// The caller calls [#offerCheck] afterwards, without the chat's lock.
    void displace() {
        displaced = true;
    }

    /// Makes the reader read the state. Never blocks.
    void offerCheck() {
        offer(Signal.Plain.CHECK, null);
    }

    /// @param merger what merger slices; only needed for a slice
    private void offer(Signal offered, @Nullable SliceMerger merger) {
        while (true) {
            Signal before = signal.get();
            if (signal.compareAndSet(before, afterwards(before, offered, merger))) {
                if (before == Signal.Plain.PARKED) {
                    LockSupport.unpark(waiter);
                } else if (before == Signal.Plain.ARMED) {
                    notifyListener(ReaderOptions.Listener::ready);
                }
                return;
            }
        }
    }

    private static Signal afterwards(
            @Nullable Signal before, Signal offered, @Nullable SliceMerger merger) {
        if (before == null || before == Signal.Plain.ARMED || before == Signal.Plain.PARKED) {
            return offered;
        }
        // Readers that were offered the same before and did not take it yet share this, too.
        return merger == null ? Signal.Plain.CHECK : merger.merge(before, offered);
    }

    /// A listener that throws must not cost other readers their events.
    private void notifyListener(Consumer<ReaderOptions.Listener> what) {
        try {
            what.accept(options.listener());
        } catch (RuntimeException | Error fault) {
            delivery.faults().add("connection", fault);
        }
    }

    /// Whether nothing but this slice came after the reader's offset, and all of it is due.
    private boolean isAllThatIsDue(Slice offered, int maxBytes) {
        return !behind
                && offset <= offered.from()
                && member.changedAt() <= offered.from()
                && offered.fits(maxBytes)
                && (options.echo() || !offered.hasMessageOf(member.participant()));
    }

    /// Merges what the session's addresses have after the reader's offset.
    private Batch merge(int maxBytes) {
        List<EncodedEvent> events = new ArrayList<>();
        lock.lock();
        try {
            skipLost(events);
            Slice due =
                    PendingEvents.find(
                            delivery, member, offset, options.echo(), maxBytes - bytesOf(events));
            offset = due.to();
            if (due.isEmpty()) {
                sendCursorIfQuiet(events);
            } else {
                knownOffset = due.lastOffset();
            }
            behind = due.next() != null;
            if (events.isEmpty() && !subscriptions.hasPending()) {
                return due.batch();
            }
            due.addTo(events);
            behind |= subscriptions.takePending(events, maxBytes - bytesOf(events));
            return new Batch(events, cursor(), behind);
        } finally {
            lock.unlock();
        }
    }

    private static int bytesOf(List<EncodedEvent> events) {
        int bytes = 0;
        for (EncodedEvent event : events) {
            bytes += event.json().length + 1;
        }
        return bytes;
    }

    private void skipLost(List<EncodedEvent> events) {
        if (gap == null
                && offset < state.events().evicted()
                && member.visibility().lostAfter(offset, options.echo())) {
            gap = Event.Gap.Reason.RETENTION;
        }
        if (gap != null) {
            offset = Math.max(offset, state.events().evicted());
            knownOffset = offset;
            events.add(EncodedEvent.of(new Event.Gap(cursor(), gap)));
            gap = null;
        }
    }

    private void sendCursorIfQuiet(List<EncodedEvent> events) {
        boolean far = offset - knownOffset >= QUIET_OFFSETS;
        if (options.kind().isStream() && (far || cursorDue) && offset > knownOffset) {
            knownOffset = offset;
            events.add(EncodedEvent.of(new Event.CursorMoved(cursor())));
        }
        cursorDue = false;
    }

    /// Called once a tick by the housekeeping thread: wakes a stream whose client knows only an old
    /// offset.
    void tick(long head, int quietTicksAllowed) {
        if (!options.kind().isStream()) {
            return;
        }
        long offset = knownOffset;
        quietTicks = offset == knownBefore ? quietTicks + 1 : 0;
        knownBefore = offset;
        if (head - offset >= QUIET_OFFSETS || (quietTicks >= quietTicksAllowed && head > offset)) {
            quietTicks = 0;
            cursorDue = true;
            offerCheck();
        }
    }

    /// Called by the fan-out: this step of a round has something for this reader.
    ///
    /// @return whether it is the first of the step
    boolean collect(long currentStep, Signal found, SliceMerger merger) {
        if (!options.echo()
                && found instanceof Slice slice
                && slice.isAllBy(member.participant())) {
            return false;
        }
        boolean first = step != currentStep;
        step = currentStep;
        collected = first ? found : merger.merge(collected, found);
        return first;
    }

    /// Called by the fan-out at the end of a step: offers what was collected.
    void offerCollected(SliceMerger merger) {
        Signal found = collected;
        collected = Signal.Plain.CHECK;
        offer(found, merger);
    }

    void end(ErrorCode why, String reason) {
        notifyListener(listener -> listener.ended(why, reason));
    }

    /// Ends reading, since the connection has closed. The session's lease begins when its last
    /// reader closes.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        lock.lock();
        try {
            session.detach(this, System.nanoTime());
            subscriptions.readers().remove(this);
            switch (options.kind()) {
                case STREAM -> subscriptions.close();
                case PUSH -> {
                    if (subscriptions.readers().isEmpty()) {
                        subscriptions.clear();
                    }
                }
                case POLL -> {}
            }
        } finally {
            lock.unlock();
        }
        Thread waiting = waiter;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }
}

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

/// One connection's offset in the log. [#read], which returns the pending events after that offset,
/// is the primitive that every transport is built on.
///
/// There are two ways to wait for events. [#await] blocks, for a virtual thread. [#arm] requests
/// one call of [ReaderOptions.Listener#ready()], for connections that should not occupy a thread
/// while they are idle. A connection that cannot accept more output does not read: its offset lags,
/// which costs one number, and its next read returns all pending events in one batch, or a `gap` if
/// they are no longer retained.
///
/// One thread at a time may read and arm; disarming and closing are safe on any thread.
public final class Reader implements AutoCloseable {
    /// How far the log may advance without an event for a stream before the stream is sent its
    /// cursor, in offsets.
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

    // Used only by the reading thread.
    private long offset;
    private boolean behind = true;
    private Event.Gap.@Nullable Reason gap;

    // Used only by the thread that runs the current round: what its current step has for this
    // reader.
    private long step;
    private Signal collected = Signal.Plain.CHECK;

    // The latest offset that the client knows, and whether to send it a later one.
    private volatile long knownOffset;
    private volatile boolean cursorDue;
    // Used only by the housekeeping thread.
    private long knownBefore;
    private int quietTicks;

    /// @param offset the offset after which reading starts
    /// @param gap why events are missing at the start; null if none are
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

    /// The session that reads.
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

    /// The cursor up to which all events were read. Called only by the reading thread.
    public Cursor cursor() {
        return new Cursor(epoch, offset);
    }

    /// Returns the pending events, and moves the offset past them.
    ///
    /// @param maxBytes where to cut, in bytes of JSON; one event always fits
    /// @return all pending events, or the first of them; empty if there are none
    public Batch read(int maxBytes) {
        Signal hint = signal.getAndSet(null);
        if (hint instanceof Slice offered && isAllPending(offered, maxBytes)) {
            offset = offered.to();
            knownOffset = offered.lastOffset();
            return offered.batch();
        }
        return readState(maxBytes);
    }

    /// Returns the pending events, and waits for some if there are none.
    ///
    /// @param wait the longest time to wait
    /// @return empty if there were no events in time, or the reader was closed or displaced
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

    /// Parks the thread, unless events may be pending already.
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

    /// Requests one notification of the listener when events are pending.
    ///
    /// @return false if events may be pending already: nothing was armed, and the caller must read
    public boolean arm() {
        return arm(Signal.Plain.ARMED);
    }

    private boolean arm(Signal.Plain how) {
        return !behind && signal.compareAndSet(null, how);
    }

    /// Cancels [#arm()].
    ///
    /// @return false if it was not armed, or the listener is being notified
    public boolean disarm() {
        return signal.compareAndSet(Signal.Plain.ARMED, null);
    }

    /// Whether this poll must be answered now, with or without events, since its session has too
    /// many pending polls. It is woken as if events were pending: check this after each [#read] and
    /// before [#arm].
    public boolean isDisplaced() {
        return displaced;
    }

    /// Marks the reader as displaced. The caller calls [#offerCheck] afterwards, without the chat's
    /// lock.
    void displace() {
        displaced = true;
    }

    /// Makes the reader read the state. Never blocks.
    void offerCheck() {
        offer(Signal.Plain.CHECK, null);
    }

    /// @param merger merges slices; required if `offered` is a slice
    private void offer(Signal offered, @Nullable SliceMerger merger) {
        while (true) {
            Signal before = signal.get();
            if (signal.compareAndSet(before, combined(before, offered, merger))) {
                if (before == Signal.Plain.PARKED) {
                    LockSupport.unpark(waiter);
                } else if (before == Signal.Plain.ARMED) {
                    notifyListener(ReaderOptions.Listener::ready);
                }
                return;
            }
        }
    }

    private static Signal combined(
            @Nullable Signal before, Signal offered, @Nullable SliceMerger merger) {
        if (before == null || before == Signal.Plain.ARMED || before == Signal.Plain.PARKED) {
            return offered;
        }
        // Readers that were offered the same slices and have not read them yet share the merged
        // one.
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

    /// Whether the pending events of this reader are exactly the events of this slice.
    private boolean isAllPending(Slice offered, int maxBytes) {
        return !behind
                && offset <= offered.from()
                && member.changedAt() <= offered.from()
                && offered.fits(maxBytes)
                && (options.echo() || !offered.hasMessageOf(member.participant()));
    }

    /// Reads the state: merges the events of the session's addresses after the reader's offset.
    private Batch readState(int maxBytes) {
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

    /// Whether the next read begins with a gap, as far as it is known now. Called only by the
    /// reading thread.
    public boolean hasGap() {
        lock.lock();
        try {
            return gap != null || isRetentionExceeded();
        } finally {
            lock.unlock();
        }
    }

    private boolean isRetentionExceeded() {
        return offset < state.events().evicted()
                && member.visibility().lostAfter(offset, options.echo());
    }

    private static int bytesOf(List<EncodedEvent> events) {
        int bytes = 0;
        for (EncodedEvent event : events) {
            bytes += event.json().length + 1;
        }
        return bytes;
    }

    private void skipLost(List<EncodedEvent> events) {
        if (gap == null && isRetentionExceeded()) {
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

    /// Called once a tick by the housekeeping thread: wakes a stream whose client has an outdated
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

    /// Called by the fan-out: adds a signal that the current step has for this reader.
    ///
    /// @return whether it is the first signal of the step
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

    /// Called by the fan-out at the end of a step: offers the collected signal.
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

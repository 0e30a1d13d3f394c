package dev.wirelab.transports;

import dev.wirelab.core.delivery.Batch;
import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.meter.Counter;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.ProtocolVersion;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Writes to one connection that stays open, one write at a time: first the replies to its
/// commands, then the events of its reader. It holds no queue of events: during a write the
/// reader's cursor lags.
///
/// [#wake()] is safe on any thread and never blocks. Writing happens on the thread that calls it,
/// or on the one that completes a write.
public final class OutboundWriter {
    /// The number of pending bytes of replies beyond which the connection's input is not read.
    private static final int MAX_REPLY_BYTES = 64 * 1024;

    /// The connection's socket, as the writer sees it.
    public interface Sink {
        /// Writes all these bytes without blocking, then calls [OutboundWriter#written()]; never
        /// calls it if the connection has closed.
        ///
        /// @param bytes shared with other connections; must not be modified
        void write(byte[] bytes);

        /// The place of the connection within the limits. Called only if clients log in on it.
        default Admission.Place place() {
            throw new IllegalStateException("no log-ins on this connection");
        }

        /// Reads input again, if that was stopped because there was no room for another command.
        /// Safe on any thread; never blocks.
        void resume();

        /// Closes the connection, after the reason if there is one. Everything before has been
        /// written.
        ///
        /// @param last the reason; null if the client ended the connection
        void finish(Event.@Nullable Error last);
    }

    private final EventFormat format;
    private final int maxBatchBytes;
    private final Sink sink;

    // The number of wake-ups that the running drain has not handled yet; 0: none runs.
    private final AtomicInteger wakeUps = new AtomicInteger();
    // The state of the current write. If it completes before drain checks, drain loops instead of
    // recursing.
    private final AtomicInteger writeState = new AtomicInteger();

    // drain has passed the write to the sink and has not returned.
    private static final int STARTED = 0;

    // The sink has taken all bytes: drain continues.
    private static final int COMPLETED = 1;

    // drain has returned: the thread that completes the write drains.
    private static final int RETURNED = 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final PendingReplies replies = new PendingReplies();
    private volatile boolean finishing;
    private boolean readsToTheEnd;
    private Event.@Nullable Error last;
    private @Nullable Reader reader;
    private @Nullable TrafficMeter meter;
    private ProtocolVersion version = ProtocolVersion.V1;

    // Used only by the draining thread: whether the last step read all pending events.
    private boolean allRead;

    private volatile boolean finished;
    private volatile long writeStarted;

    public OutboundWriter(EventFormat format, Sink sink) {
        this.format = format;
        this.maxBatchBytes = Batch.MAX_BYTES / format.growth();
        this.sink = sink;
    }

    /// Starts to write the events of a reader, after `first`.
    ///
    /// @param known the version of the protocol that the client knows
    public void read(byte[] first, Reader source, TrafficMeter counter, ProtocolVersion known) {
        lock.lock();
        try {
            replies.add(first);
            version = known;
            reader = source;
            meter = counter;
        } finally {
            lock.unlock();
        }
        wake();
    }

    /// Adds an encoded reply.
    public void reply(byte[] reply) {
        lock.lock();
        try {
            replies.add(reply);
        } finally {
            lock.unlock();
        }
        wake();
    }

    /// Whether the pending replies are within their limit. While they are not, the connection's
    /// input should not be read. There is room again when a write begins.
    public boolean hasRoom() {
        lock.lock();
        try {
            return replies.size() <= MAX_REPLY_BYTES || finished;
        } finally {
            lock.unlock();
        }
    }

    /// Writes the pending replies and then closes; pending events are not read.
    public void finish(Event.@Nullable Error why) {
        finish(why, false);
    }

    /// Writes the pending replies and all pending events, and then closes.
    public void finishAfterEvents(Event.Error why) {
        finish(why, true);
    }

    private void finish(Event.@Nullable Error why, boolean toTheEnd) {
        lock.lock();
        try {
            if (finishing) {
                return;
            }
            finishing = true;
            readsToTheEnd = toTheEnd;
            last = why;
        } finally {
            lock.unlock();
        }
        wake();
    }

    /// Stops writing: the connection has closed.
    public void stop() {
        finished = true;
        lock.lock();
        try {
            replies.clear();
        } finally {
            lock.unlock();
        }
    }

    /// The duration of the current write so far in nanoseconds; 0 if there is none.
    public long stalledNanos() {
        long started = writeStarted;
        return started == 0 ? 0 : Math.max(1, System.nanoTime() - started);
    }

    /// Writes pending replies and events, now or when the current write has completed.
    public void wake() {
        if (wakeUps.getAndIncrement() == 0) {
            drain();
        }
    }

    /// Called when the sink has taken all bytes of the last write.
    public void written() {
        writeStarted = 0;
        if (!writeState.compareAndSet(STARTED, COMPLETED)) {
            drain();
        }
    }

    /// Writes until nothing is pending or a write does not complete immediately. One thread at a
    /// time: the first [#wake()] starts it, later ones are counted, and the drain ends only when it
    /// has handled all that were counted.
    private void drain() {
        int seen = wakeUps.get();
        while (!finished) {
            // Does not read again right after a batch: the read would find nothing, or a few events
            // that no other reader gets in the same batch. They belong to the next round.
            boolean skipsRead = allRead && !hasReplies() && isArmed();
            // Before the read, so that the read finds all that was pending when it was requested.
            boolean finishes = finishing && !skipsRead;
            allRead = false;
            byte[] bytes = skipsRead ? null : collect();
            if (bytes != null) {
                writeState.set(STARTED);
                writeStarted = System.nanoTime() | 1;
                sink.write(bytes);
                if (writeState.compareAndSet(STARTED, RETURNED)) {
                    return;
                }
            } else if (finishes && isFinishing()) {
                finished = true;
                writeStarted = System.nanoTime() | 1;
                sink.finish(last);
                writeStarted = 0;
            } else if (skipsRead || isArmed()) {
                seen = wakeUps.addAndGet(-seen);
                if (seen == 0) {
                    return;
                }
            }
        }
    }

    private boolean isArmed() {
        Reader source = reader;
        return source == null || source.arm();
    }

    private boolean hasReplies() {
        lock.lock();
        try {
            return replies.size() > 0;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFinishing() {
        lock.lock();
        try {
            return finishing && replies.size() == 0;
        } finally {
            lock.unlock();
        }
    }

    /// The bytes of the next write, or null if nothing is pending.
    private byte @Nullable [] collect() {
        byte @Nullable [] replied;
        Reader source;
        ProtocolVersion known;
        lock.lock();
        try {
            replied = replies.take();
            known = version;
            source = finishing && !readsToTheEnd ? null : reader;
        } finally {
            lock.unlock();
        }
        int free = maxBatchBytes - (replied == null ? 0 : replied.length);
        // If there are many replies, events are left to the next write.
        Batch batch = source == null || free < maxBatchBytes / 2 ? null : source.read(free);
        allRead = batch != null;
        if (batch == null || batch.isEmpty()) {
            return replied;
        }
        if (meter != null) {
            meter.add(Counter.EVENTS_DELIVERED, batch.events().size());
        }
        byte[] events = batch.bytes(format, known);
        return replied == null ? events : concat(replied, events);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}

package dev.wirelab.transports;

import dev.wirelab.core.delivery.Batch;
import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.meter.Counter;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.protocol.Event;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Writes to one lasting connection what is due to it, one write at a time: the answers to its
/// commands, then what its reader has. It holds no queue of events: while a write is under way, the
/// reader's place lags.
///
/// [#wake()] is safe on any thread and never blocks. Writing happens on the thread that wakes it,
/// or on the one that completes a write.
public final class OutboundWriter {
    /// How many bytes of answers may wait before the connection's input is not read any further.
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    /// The connection's socket, as the writer sees it.
    public interface Sink {
        /// Writes all these bytes without blocking, then calls [OutboundWriter#written()]; or never
        /// calls it, if the connection has gone.
        ///
        /// @param bytes shared with other connections, not to be changed
        void write(byte[] bytes);

        /// Says why, if there is a reason, and closes. Everything before has been written.
        ///
        /// @param last why, or null if the client asked for it
        void finish(Event.@Nullable Error last);
    }

    private final EventFormat format;
    private final int maxBatchBytes;
    private final Sink sink;

    // Counts the wake-ups that the running drain has not seen yet; 0 means that none runs.
    private final AtomicInteger wakeUps = new AtomicInteger();
    // Whether the write that is under way has completed, so that drain can loop instead of recurse.
    private final AtomicInteger writeState = new AtomicInteger();
    private static final int STARTED = 0;
    private static final int COMPLETED = 1;
    private static final int LEFT = 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final PendingReplies answers = new PendingReplies();
    private boolean finishing;
    private Event.@Nullable Error last;
    private @Nullable Reader reader;
    private @Nullable TrafficMeter meter;

    // Of the thread that drains: whether the reader was read last, and knows what comes next.
    private boolean allRead;

    private volatile boolean finished;
    private volatile long writeStarted;

    public OutboundWriter(EventFormat format, Sink sink) {
        this.format = format;
        this.maxBatchBytes = Batch.MAX_BYTES / format.growth();
        this.sink = sink;
    }

    /// Begins to write what this reader has, after `first`.
    public void read(byte[] first, Reader source, TrafficMeter counter) {
        lock.lock();
        try {
            answers.add(first);
            reader = source;
            meter = counter;
        } finally {
            lock.unlock();
        }
        wake();
    }

    /// Adds an answer, line end included.
    public void answer(byte[] answer) {
        lock.lock();
        try {
            answers.add(answer);
        } finally {
            lock.unlock();
        }
        wake();
    }

    /// Whether the answers that wait are within their bound: as long as they are not, the
    /// connection's input should not be read. There is room again when a write begins.
    public boolean hasRoom() {
        lock.lock();
        try {
            return answers.size() <= MAX_ANSWER_BYTES || finished;
        } finally {
            lock.unlock();
        }
    }

    /// Writes the answers that wait and then closes; events that are due stay unread.
    public void finish(Event.@Nullable Error why) {
        lock.lock();
        try {
            if (finishing) {
                return;
            }
            finishing = true;
            last = why;
        } finally {
            lock.unlock();
        }
        wake();
    }

    /// Writes nothing any more: the connection has gone.
    public void stop() {
        finished = true;
        lock.lock();
        try {
            answers.clear();
        } finally {
            lock.unlock();
        }
    }

    /// How long the write under way has taken so far, in nanoseconds; 0 without one.
    public long stalledNanos() {
        long started = writeStarted;
        return started == 0 ? 0 : Math.max(1, System.nanoTime() - started);
    }

    /// Looks whether something is due, now or when the write under way has completed.
    public void wake() {
        if (wakeUps.getAndIncrement() == 0) {
            drain();
        }
    }

    /// The wire has taken all of the last write.
    public void written() {
        writeStarted = 0;
        if (!writeState.compareAndSet(STARTED, COMPLETED)) {
            drain();
        }
    }

    private void drain() {
        int seen = wakeUps.get();
        while (!finished) {
            // Looking again right after a batch would find nothing, or a few events that nobody
            // else reads in the same batch: what comes now is for the next round.
            boolean rests = allRead && !hasAnswers() && isArmed();
            allRead = false;
            byte[] bytes = rests ? null : collect();
            if (bytes != null) {
                writeState.set(STARTED);
                writeStarted = System.nanoTime() | 1;
                sink.write(bytes);
                if (writeState.compareAndSet(STARTED, LEFT)) {
                    return;
                }
            } else if (isFinishing()) {
                finished = true;
                writeStarted = System.nanoTime() | 1;
                sink.finish(last);
                writeStarted = 0;
            } else if (rests || isArmed()) {
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

    private boolean hasAnswers() {
        lock.lock();
        try {
            return answers.size() > 0;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFinishing() {
        lock.lock();
        try {
            return finishing && answers.size() == 0;
        } finally {
            lock.unlock();
        }
    }

    /// The bytes of the next write, or null if nothing is due.
    private byte @Nullable [] collect() {
        byte @Nullable [] told;
        Reader source;
        lock.lock();
        try {
            told = answers.take();
            source = finishing ? null : reader;
        } finally {
            lock.unlock();
        }
        int free = maxBatchBytes - (told == null ? 0 : told.length);
        // Next to many answers, events wait for the next write.
        Batch batch = source == null || free < maxBatchBytes / 2 ? null : source.read(free);
        allRead = batch != null;
        if (batch == null || batch.isEmpty()) {
            return told;
        }
        if (meter != null) {
            meter.add(Counter.EVENTS_DELIVERED, batch.events().size());
        }
        byte[] events = batch.bytes(format);
        return told == null ? events : concat(told, events);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}

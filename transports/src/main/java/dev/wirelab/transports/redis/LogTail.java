package dev.wirelab.transports.redis;

import dev.wirelab.core.log.Log;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Applies the entries of the stream to the follower, and completes what waits for them. Entries
/// are applied by one thread at a time; the rest is safe on any thread.
final class LogTail {
    private final long process;
    private final long after;
    private final Log.Follower follower;
    private final PendingAppends pending;
    private final ReentrantLock lock = new ReentrantLock();

    /// The latest number of each process.
    private final Map<Long, Long> numbers = new HashMap<>();

    private long facts;
    private volatile Position position = new Position(null, 0);

    // Guarded by the lock.
    private List<Waiting> waiting = new ArrayList<>();

    /// How far the stream has been read.
    ///
    /// @param last the latest entry; null before the first one
    /// @param bytes the size of all entries up to it
    record Position(@Nullable StreamEntry last, long bytes) {
        StreamId id() {
            return last == null ? StreamId.NONE : last.id();
        }
    }

    private record Waiting(StreamId end, CompletableFuture<Void> reached) {}

    private record Answer(CompletableFuture<Long> to, long offset, @Nullable Throwable failure) {
        void complete() {
            if (failure == null) {
                to.complete(offset);
            } else {
                to.completeExceptionally(failure);
            }
        }
    }

    /// @param process the process whose appends are in `pending`
    /// @param after the number of the last fact that the follower has already
    LogTail(long process, long after, Log.Follower follower, PendingAppends pending) {
        this.process = process;
        this.after = after;
        this.follower = follower;
        this.pending = pending;
    }

    Position position() {
        return position;
    }

    /// Begins with a snapshot. Called before the first entry is applied.
    ///
    /// @param last the last entry before it
    void restore(Snapshot snapshot, StreamEntry last) {
        follower.restore(snapshot.header().facts(), snapshot.state());
        facts = snapshot.header().facts();
        numbers.putAll(snapshot.numbers());
        position = new Position(last, snapshot.header().bytes());
    }

    /// What the entries so far have led to. Called by the thread that applies them.
    ///
    /// @throws IllegalStateException if there are none
    Snapshot snapshot() {
        StreamEntry last = position.last();
        if (last == null) {
            throw new IllegalStateException("nothing was read yet");
        }
        StampedFact stamp = StampedFact.decode(last.value());
        byte[] state = follower.snapshot();
        return new Snapshot(
                new Snapshot.Header(
                        last.id(),
                        stamp.process(),
                        stamp.number(),
                        facts,
                        position.bytes(),
                        state.length),
                Map.copyOf(numbers),
                state);
    }

    /// Applies the next entries.
    ///
    /// @throws IllegalArgumentException if entries are missing, or one cannot be read
    void apply(List<StreamEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        List<Answer> answers = new ArrayList<>();
        StreamEntry last = position.last();
        long bytes = position.bytes();
        for (StreamEntry entry : entries) {
            if (last == null ? entry.id().number() != 0 : !last.id().isFollowedBy(entry.id())) {
                throw new IllegalArgumentException(
                        "facts are missing before "
                                + entry.id()
                                + ": the stream was trimmed, or something was deleted from it");
            }
            apply(StampedFact.decode(entry.value()), answers);
            last = entry;
            bytes += entry.value().length;
        }
        position = new Position(last, bytes);
        follower.caughtUp();
        reached().forEach(each -> each.reached().complete(null));
        answers.forEach(Answer::complete);
    }

    private void apply(StampedFact stamped, List<Answer> answers) {
        Long latest = numbers.get(stamped.process());
        if (latest != null && stamped.number() <= latest) {
            return; // sent again
        }
        numbers.put(stamped.process(), stamped.number());
        long offset = 0;
        RuntimeException failure = null;
        if (++facts > after) {
            var fact = stamped.decodedFact();
            try {
                offset = follower.apply(facts, fact);
            } catch (RuntimeException refused) {
                failure = refused;
            }
        }
        if (stamped.process() == process) {
            CompletableFuture<Long> answer = pending.remove(stamped.number());
            if (answer != null) {
                answers.add(new Answer(answer, offset, failure));
            }
        }
    }

    /// Waits for an entry.
    ///
    /// @return completes when the entry with this id, or a later one, has been applied
    CompletionStage<Void> reached(StreamId end) {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        lock.lock();
        try {
            // Checked under the lock: whoever applies entries looks at the list afterwards.
            if (end.isAfter(position.id())) {
                waiting.add(new Waiting(end, reached));
                return reached;
            }
        } finally {
            lock.unlock();
        }
        reached.complete(null);
        return reached;
    }

    private List<Waiting> reached() {
        List<Waiting> reached = new ArrayList<>();
        lock.lock();
        try {
            Iterator<Waiting> each = waiting.iterator();
            while (each.hasNext()) {
                Waiting next = each.next();
                if (!next.end().isAfter(position.id())) {
                    reached.add(next);
                    each.remove();
                }
            }
        } finally {
            lock.unlock();
        }
        return reached;
    }

    /// Fails whoever waits for entries, since they do not come for now.
    void failWaiting() {
        List<Waiting> failed;
        lock.lock();
        try {
            failed = waiting;
            waiting = new ArrayList<>();
        } finally {
            lock.unlock();
        }
        failed.forEach(each -> each.reached().completeExceptionally(PendingAppends.unavailable()));
    }
}

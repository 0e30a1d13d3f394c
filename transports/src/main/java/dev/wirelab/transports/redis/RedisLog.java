package dev.wirelab.transports.redis;

import dev.wirelab.core.log.Fact;
import dev.wirelab.core.log.FactCodec;
import dev.wirelab.core.log.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/// A log in one Redis stream. It outlives its nodes, and any number of nodes may share it.
///
/// A node has two connections: one appends, one reads what was appended. If either fails, the node
/// reconnects by itself and sends again what it has not read back; a [StampedFact] counts once. A
/// fact that does not come back within 5 s fails with the refusal `unavailable`.
///
/// If Redis has lost facts that this node has applied, nothing can be continued: the node begins a
/// new epoch, which keeps all nodes of the old one from appending, and reports it by [#stopped()].
///
/// Safe for use by any number of threads.
public final class RedisLog implements Log, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLog.class);

    private static final String TOO_SLOW =
            "the log in Redis has been trimmed beyond what this node had read: start the lab again";
    private static final String NEW_EPOCH =
            "the log in Redis has lost messages that it had confirmed, and a new epoch has begun:"
                    + " start the lab again";
    private static final int OLDEST_REDIS = 7;
    private static final int BATCH = 250;
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final long RETRY_MILLIS = 200;
    private static final long TIMEOUT_CHECK_MILLIS = 100;

    private final RedisUrl url;
    private final long process;
    private final long epoch;
    private final SnapshotWriter snapshots;
    private final PendingAppends pending = new PendingAppends();
    private final CompletableFuture<String> stopped = new CompletableFuture<>();
    private final Set<StreamConnection> connections = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timeouts =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("log-timeouts").daemon().factory());
    private volatile @Nullable LogTail tail;
    private volatile boolean closed;
    private volatile boolean canAppend = true;
    private volatile boolean canRead = true;
    private volatile long readSince = System.nanoTime();

    private RedisLog(RedisUrl url, long process, long epoch, long snapshotBytes) {
        this.url = url;
        this.process = process;
        this.epoch = epoch;
        this.snapshots = new SnapshotWriter(process, snapshotBytes, this::open);
    }

    /// Finds the log, or creates it if there is none.
    ///
    /// @throws IOException with the reason if that is not possible
    public static RedisLog connect(RedisUrl url) throws IOException {
        return connect(url, SnapshotWriter.MIN_BYTES);
    }

    /// The same with snapshots at other times.
    ///
    /// @param snapshotBytes the least that has to be added to the log between two snapshots
    /// @throws IOException with the reason if that is not possible
    public static RedisLog connect(RedisUrl url, long snapshotBytes) throws IOException {
        long process = new SecureRandom().nextLong();
        try (StreamConnection redis = new StreamConnection(url)) {
            if (redis.majorVersion() < OLDEST_REDIS) {
                throw new IllegalArgumentException("Redis 7.0 or later is needed");
            }
            StreamEntry last = redis.last();
            if (last == null) {
                StreamId first = new StreamId(Instant.now().getEpochSecond(), 0);
                redis.create(first, firstFact(process, 0));
                last = redis.last();
            }
            if (last == null) {
                throw new IllegalArgumentException("the stream is deleted again and again");
            }
            return new RedisLog(url, process, last.id().epoch(), snapshotBytes);
        } catch (JedisException | IllegalArgumentException e) {
            throw unusable(url, e);
        }
    }

    /// A fact that changes nothing.
    private static byte[] firstFact(long process, long number) {
        Fact nothing = new Fact.Configured(Integer.MAX_VALUE, Integer.MAX_VALUE);
        return new StampedFact(process, number, FactCodec.encode(nothing)).encode();
    }

    private static IOException unusable(RedisUrl url, RuntimeException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new IOException(
                "cannot use the log in Redis at " + url.shown() + ": " + cause.getMessage(),
                failure);
    }

    /// The secret that all nodes of this log share; created by the first node.
    ///
    /// @param length the number of random bytes of a new one
    /// @throws IOException with the reason if that is not possible
    public byte[] sharedSecret(int length) throws IOException {
        byte[] random = new byte[length];
        new SecureRandom().nextBytes(random);
        try (StreamConnection redis = new StreamConnection(url)) {
            return redis.secret(random);
        } catch (JedisException | IllegalArgumentException e) {
            throw unusable(url, e);
        }
    }

    @Override
    public String epoch() {
        return Long.toString(epoch, Character.MAX_RADIX);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    /// Replays the log on the calling thread, from its snapshot if there is one, then follows it on
    /// a thread of its own.
    ///
    /// @throws UncheckedIOException if the connection fails
    @Override
    public void follow(long after, Follower follower) {
        LogTail replayed = new LogTail(process, after, follower, pending);
        try (StreamConnection redis = new StreamConnection(url)) {
            if (after == 0) {
                restore(redis, replayed);
            }
            StreamEntry last = redis.last();
            while (last != null && last.id().isAfter(replayed.position().id())) {
                List<StreamEntry> entries = redis.read(replayed.position().id(), BATCH);
                if (entries.isEmpty()) {
                    throw new IllegalArgumentException("the stream is shorter than it was");
                }
                replayed.apply(entries);
            }
        } catch (JedisException e) {
            throw new UncheckedIOException(unusable(url, e));
        }
        if (replayed.position().id().epoch() != epoch) {
            throw new IllegalArgumentException("another node has begun a new epoch; start again");
        }
        tail = replayed;
        readSince = System.nanoTime();
        var _ =
                timeouts.scheduleAtFixedRate(
                        pending::expire,
                        TIMEOUT_CHECK_MILLIS,
                        TIMEOUT_CHECK_MILLIS,
                        TimeUnit.MILLISECONDS);
        start("log-append", () -> appendAll(replayed));
        start("log-tail", () -> readAll(replayed));
    }

    private static void restore(StreamConnection redis, LogTail replayed) {
        Optional<Snapshot> snapshot = new SnapshotStore(redis).read();
        if (snapshot.isPresent()) {
            StreamEntry last = redis.entry(snapshot.get().header().last());
            if (last != null) {
                replayed.restore(snapshot.get(), last);
            }
        }
    }

    private void start(String name, Runnable loop) {
        Thread.ofPlatform()
                .name(name)
                .daemon()
                .start(() -> {
                    try {
                        loop.run();
                    } catch (RuntimeException | Error fault) {
                        LOG.error("The thread {} of the log has failed", name, fault);
                        stop("the log has failed: " + fault);
                    }
                });
    }

    @Override
    public CompletionStage<Long> append(Fact fact) {
        return pending.add(process, FactCodec.encode(fact));
    }

    @Override
    public CompletionStage<Void> sync() {
        LogTail read = tail;
        if (read == null || !canAppend || !canRead) {
            return CompletableFuture.failedStage(PendingAppends.unavailable());
        }
        return pending.end().thenCompose(read::reached);
    }

    @Override
    public Duration followedFor() {
        return canRead ? Duration.ofNanos(System.nanoTime() - readSince) : Duration.ZERO;
    }

    /// Completes with the reason, a sentence, when this node can no longer use the log and has to
    /// be started again. What it has stays readable.
    public CompletionStage<String> stopped() {
        return stopped;
    }

    /// Redis does not have the facts that this node has applied.
    private static final class FactsLost extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// Redis has facts only that are later than what this node has applied and those that follow.
    private static final class FactsTrimmed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void appendAll(LogTail read) {
        while (!closed) {
            try (StreamConnection redis = open()) {
                check(redis, read);
                pending.resend();
                canAppend = true;
                while (!closed) {
                    append(redis, read);
                }
            } catch (JedisException e) {
                canAppend = interrupted("append to", canAppend, e);
            } catch (FactsLost e) {
                beginEpoch();
            } catch (FactsTrimmed e) {
                stop(TOO_SLOW);
            } catch (InterruptedException e) {
                stop("the log was interrupted");
            } finally {
                pending.failEnds();
            }
            pause();
        }
    }

    private void append(StreamConnection redis, LogTail read) throws InterruptedException {
        PendingAppends.Batch batch = pending.take(IDLE);
        if (batch.isEmpty()) {
            return;
        }
        StreamId before = read.position().id();
        try {
            StreamConnection.Appended appended = redis.append(epoch, batch.values());
            if (before.isAfter(appended.last())) {
                throw new FactsLost();
            }
            batch.ends().forEach(end -> end.complete(appended.last()));
            refuse(batch, appended);
        } finally {
            batch.ends().forEach(end -> end.completeExceptionally(PendingAppends.unavailable()));
        }
    }

    /// Refuses the facts that Redis has refused.
    ///
    /// @throws JedisDataException the last reason, if there are any
    private void refuse(PendingAppends.Batch batch, StreamConnection.Appended appended) {
        JedisDataException last = null;
        for (int i = 0; i < batch.numbers().size(); i++) {
            if (appended.results().get(i) instanceof JedisDataException refused) {
                pending.refuse(batch.numbers().get(i));
                last = refused;
            }
        }
        if (last != null) {
            if (StreamConnection.isOutOfOrder(last)) {
                stop(NEW_EPOCH);
            }
            throw last;
        }
    }

    private void readAll(LogTail read) {
        while (!closed) {
            try (StreamConnection redis = open()) {
                check(redis, read);
                if (!canRead) {
                    LOG.info("Reading the log in Redis at {} again", url);
                    readSince = System.nanoTime();
                    canRead = true;
                }
                while (!closed) {
                    List<StreamEntry> entries = redis.read(read.position().id(), BATCH);
                    if (!entries.isEmpty() && entries.getLast().id().epoch() != epoch) {
                        stop(NEW_EPOCH);
                        return;
                    }
                    read.apply(entries);
                    snapshots.check(redis, read);
                }
            } catch (JedisException e) {
                canRead = interrupted("read", canRead, e);
            } catch (FactsLost e) {
                beginEpoch();
            } catch (FactsTrimmed e) {
                stop(TOO_SLOW);
            } catch (IllegalArgumentException e) {
                stop("the log in Redis cannot be read: " + e.getMessage());
            } finally {
                read.failWaiting();
            }
            pause();
        }
    }

    /// Logs the first failure after a success.
    ///
    /// @return false
    private boolean interrupted(String what, boolean before, JedisException failure) {
        if (before && !closed) {
            LOG.warn("Cannot {} the log in Redis at {}: {}", what, url, failure.getMessage());
        }
        return false;
    }

    private StreamConnection open() {
        StreamConnection redis = new StreamConnection(url);
        connections.removeIf(each -> each.isClosed());
        connections.add(redis);
        if (closed) {
            redis.close();
        }
        return redis;
    }

    /// Checks that what this node has applied is still in the log.
    ///
    /// @throws FactsLost if it is not
    /// @throws FactsTrimmed if it was trimmed, and what follows it may have been too
    private void check(StreamConnection redis, LogTail read) {
        StreamEntry last = read.position().last();
        if (last == null) {
            return;
        }
        StreamEntry same = redis.entry(last.id());
        if (same != null && Arrays.equals(same.value(), last.value())) {
            return;
        }
        StreamEntry oldest = redis.oldest();
        boolean isTrimmed =
                same == null
                        && oldest != null
                        && oldest.id().epoch() == epoch
                        && oldest.id().isAfter(last.id());
        throw isTrimmed ? new FactsTrimmed() : new FactsLost();
    }

    /// Begins a new epoch, unless another node has done so, and stops.
    private void beginEpoch() {
        try (StreamConnection redis = new StreamConnection(url)) {
            redis.begin(new StreamId(epoch + 1, 0), firstFact(process, Long.MAX_VALUE));
        } catch (JedisException e) {
            LOG.warn("Cannot begin a new epoch of the log in Redis at {}", url, e);
            return; // The loop comes here again.
        }
        stop(NEW_EPOCH);
    }

    private void stop(String reason) {
        if (!closed) {
            close();
            LOG.error("Stopped: {}", reason);
            stopped.complete(reason);
        }
    }

    private void pause() {
        try {
            if (!closed) {
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
        } catch (InterruptedException e) {
            stop("the log was interrupted");
        }
    }

    /// Ends the connections. Facts that were not applied yet are `unavailable`.
    @Override
    public void close() {
        closed = true;
        canAppend = false;
        canRead = false;
        timeouts.shutdownNow();
        pending.close();
        connections.forEach(StreamConnection::close);
        LogTail read = tail;
        if (read != null) {
            read.failWaiting();
        }
    }
}

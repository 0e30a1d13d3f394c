package dev.wirelab.transports.redis;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/// Writes a snapshot when as much was added to the stream since the latest one as that one is
/// large: so snapshots are no more than half of what is written, and a start reads at most twice
/// what is retained. Any node may be the one that does it.
///
/// The state is encoded by the thread that reads the stream, between two entries, which delays the
/// node's answers by some 40 ms for each 10 MB; a thread of its own sends it.
final class SnapshotWriter {
    /// The least that has to be added: then a small state is not written with every few messages.
    static final long MIN_BYTES = 256L * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotWriter.class);

    /// By how much a node may hesitate, so that not all of them do it at once.
    private static final double HESITATION = 0.25;

    private final long process;
    private final long minBytes;
    private final Supplier<StreamConnection> connections;
    private volatile boolean writing;

    // Used by the thread that reads the stream.
    private long dueAt;

    /// @param process identifies this one
    /// @param minBytes usually [#MIN_BYTES]
    /// @param connections opens one
    SnapshotWriter(long process, long minBytes, Supplier<StreamConnection> connections) {
        this.process = process;
        this.minBytes = minBytes;
        this.connections = connections;
    }

    /// Called after entries were applied, by the thread that does that.
    ///
    /// @param redis a connection that this thread may use
    void check(StreamConnection redis, LogTail read) {
        long bytes = read.position().bytes();
        if (writing || bytes < dueAt) {
            return;
        }
        dueAt = bytes + minBytes;
        try {
            Optional<Snapshot.Header> latest = new SnapshotStore(redis).latest();
            long next =
                    latest.map(Snapshot.Header::bytes).orElse(0L)
                            + interval(latest.map(Snapshot.Header::size).orElse(0L));
            if (bytes < next) {
                dueAt = next;
            } else {
                begin(read.snapshot());
            }
        } catch (JedisConnectionException e) {
            throw e;
        } catch (RuntimeException e) {
            // Such as one in a version of a later program. The log can be followed without.
            LOG.warn("Cannot make a snapshot of the log in Redis: {}", e.getMessage());
        }
    }

    private void begin(Snapshot snapshot) {
        dueAt = snapshot.header().bytes() + interval(snapshot.header().size());
        writing = true;
        Thread.ofPlatform().name("log-snapshot").daemon().start(() -> write(snapshot));
    }

    private long interval(long size) {
        double hesitation = HESITATION * ThreadLocalRandom.current().nextDouble();
        return (long) (Math.max(minBytes, size) * (1 + hesitation));
    }

    private void write(Snapshot snapshot) {
        try (StreamConnection redis = connections.get()) {
            if (new SnapshotStore(redis).replace(snapshot, process)) {
                LOG.debug("Stored the snapshot {}", snapshot.header());
            }
        } catch (JedisException | IllegalArgumentException e) {
            LOG.warn("Cannot store a snapshot of the log in Redis: {}", e.getMessage());
        } finally {
            writing = false;
        }
    }
}

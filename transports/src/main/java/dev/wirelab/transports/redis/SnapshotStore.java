package dev.wirelab.transports.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/// The snapshot beside the stream, and what a connection does with it. There is one at a time: a
/// later one replaces it, and then the entries before it are removed. So whoever began with it can
/// read on.
final class SnapshotStore {
    private static final String NAME = "snapshot";
    private static final byte[] FIRST = StreamConnection.bytes("0");
    private static final byte[] LAST = StreamConnection.bytes("-1");

    /// What a process that died has left of one disappears after this.
    private static final byte[] UNFINISHED_SECONDS = StreamConnection.bytes("600");

    private final StreamConnection redis;
    private final byte[] key;

    SnapshotStore(StreamConnection redis) {
        this.redis = redis;
        this.key = redis.key(NAME);
    }

    /// Which snapshot there is of this stream, if any.
    ///
    /// @throws IllegalArgumentException if this program cannot read it
    Optional<Snapshot.Header> latest() {
        Object header = redis.execute(Command.LINDEX, key, FIRST);
        return header == null
                ? Optional.empty()
                : Optional.of(Snapshot.Header.decode(StreamConnection.blob(header)))
                        .filter(this::isOfStream);
    }

    /// Not if the stream was deleted and begun anew.
    private boolean isOfStream(Snapshot.Header header) {
        StreamEntry entry = redis.entry(header.last());
        return entry != null && header.isAfter(entry);
    }

    /// The snapshot of this stream, if there is one.
    ///
    /// @throws IllegalArgumentException if this program cannot read it
    Optional<Snapshot> read() {
        List<byte[]> parts = new ArrayList<>();
        for (Object part : list(redis.execute(Command.LRANGE, key, FIRST, LAST))) {
            parts.add(StreamConnection.blob(part));
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(Snapshot.decode(parts))
                        .filter(snapshot -> isOfStream(snapshot.header()));
    }

    private static List<?> list(@Nullable Object reply) {
        return reply instanceof List<?> list ? list : List.of();
    }

    /// Stores a snapshot in place of an older one, and removes the entries before that one from the
    /// stream.
    ///
    /// @param process identifies the writer
    /// @return false if there is one as late as this, or the stream does not have its entries
    boolean replace(Snapshot snapshot, long process) {
        byte[] unfinished = redis.key(NAME + ":" + Long.toHexString(process));
        try {
            upload(snapshot, unfinished);
            redis.execute(Command.WATCH, key);
            Optional<Snapshot.Header> before = latest();
            StreamId last = snapshot.header().last();
            boolean isLater = before.map(each -> last.isAfter(each.last())).orElse(true);
            if (!isLater || !isOfStream(snapshot.header())) {
                redis.execute(Command.UNWATCH);
                return false;
            }
            redis.execute(Command.MULTI);
            redis.execute(Command.RENAME, unfinished, key);
            redis.execute(Command.PERSIST, key);
            before.ifPresent(each -> removeBefore(each.last()));
            return redis.execute(Command.EXEC) != null;
        } finally {
            if (!redis.isClosed()) {
                redis.execute(Command.DEL, unfinished);
            }
        }
    }

    private void upload(Snapshot snapshot, byte[] to) {
        redis.execute(Command.DEL, to);
        for (byte[] part : snapshot.encode()) {
            redis.execute(Command.RPUSH, to, part);
            redis.execute(Command.EXPIRE, to, UNFINISHED_SECONDS);
        }
    }

    private void removeBefore(StreamId oldest) {
        redis.execute(
                Command.XTRIM,
                redis.stream(),
                StreamConnection.bytes("MINID"),
                StreamConnection.bytes(oldest.toString()));
    }
}

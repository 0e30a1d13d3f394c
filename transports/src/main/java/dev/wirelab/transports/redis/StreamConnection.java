package dev.wirelab.transports.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/// One connection to Redis, with the commands that the log needs. Blocks; used by one thread at a
/// time, but may be closed by another.
///
/// Its methods throw `JedisConnectionException` when the connection fails or an answer takes too
/// long, and `JedisDataException` for what Redis refuses.
final class StreamConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 1000;

    /// How long an answer may take.
    private static final int ANSWER_MILLIS = 3000;

    /// How long [#read] waits for an entry.
    static final Duration READ_WAIT = Duration.ofSeconds(1);

    private static final byte[] FIELD = bytes("f");
    private static final byte[] ONE = bytes("1");

    private final Connection redis;
    private final byte[] stream;
    private final byte[] secret;
    private final String prefix;

    StreamConnection(RedisUrl url) {
        prefix = url.key();
        stream = bytes(url.key() + ":log");
        secret = bytes(url.key() + ":secret");
        DefaultJedisClientConfig.Builder config =
                DefaultJedisClientConfig.builder()
                        .protocol(RedisProtocol.RESP2)
                        .connectionTimeoutMillis(CONNECT_MILLIS)
                        .socketTimeoutMillis(ANSWER_MILLIS)
                        .database(url.database());
        if (url.isTls()) {
            config.sslOptions(SslOptions.defaults()); // which also checks the server's name
        }
        if (url.password() != null) {
            config.password(url.password());
            if (url.user() != null) {
                config.user(url.user());
            }
        }
        redis = new Connection(new HostAndPort(url.host(), url.port()), config.build());
    }

    /// The name of another key of this log.
    byte[] key(String name) {
        return bytes(prefix + ":" + name);
    }

    /// The name of the stream.
    byte[] stream() {
        return stream.clone();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Executes a command.
    ///
    /// @return the answer: `byte[]`, `Long`, a list of these, or null
    @Nullable Object execute(ProtocolCommand command, byte[]... arguments) {
        send(command, arguments);
        return redis.getOne();
    }

    /// Jedis would connect again by itself, without checking that the log is still the same.
    private void send(ProtocolCommand command, byte[]... arguments) {
        if (isClosed()) {
            throw new JedisConnectionException("the connection is closed");
        }
        redis.sendCommand(command, arguments);
    }

    /// The number of the server's major version; 0 if it does not say.
    int majorVersion() {
        byte[] reply = blob(execute(Command.INFO, bytes("server")));
        String info = new String(reply, StandardCharsets.UTF_8);
        String label = "redis_version:";
        int at = info.indexOf(label) + label.length();
        int dot = info.indexOf('.', at);
        return at < label.length() || dot < 0 ? 0 : Integer.parseInt(info, at, dot, 10);
    }

    /// The oldest entry, or null.
    @Nullable StreamEntry oldest() {
        return first(execute(Command.XRANGE, stream, bytes("-"), bytes("+"), bytes("COUNT"), ONE));
    }

    /// The latest entry, or null.
    @Nullable StreamEntry last() {
        return first(
                execute(Command.XREVRANGE, stream, bytes("+"), bytes("-"), bytes("COUNT"), ONE));
    }

    /// The entry with this id, or null.
    @Nullable StreamEntry entry(StreamId id) {
        byte[] text = bytes(id.toString());
        return first(execute(Command.XRANGE, stream, text, text));
    }

    /// Makes this the first entry of an epoch.
    ///
    /// @return whether it was added; not if there is an epoch of this or a later number
    boolean begin(StreamId id, byte[] value) {
        try {
            execute(Command.XADD, stream, bytes(id.toString()), FIELD, value);
            return true;
        } catch (JedisDataException e) {
            if (isOutOfOrder(e)) {
                return false;
            }
            throw e;
        }
    }

    /// Makes this the first entry of the stream, unless it has one, even if several nodes try to at
    /// once.
    void create(StreamId id, byte[] value) {
        execute(Command.WATCH, stream);
        if (last() == null) {
            execute(Command.MULTI);
            execute(Command.XADD, stream, bytes(id.toString()), FIELD, value);
            execute(Command.EXEC);
        } else {
            execute(Command.UNWATCH);
        }
    }

    /// Whether Redis has refused an entry because the stream has one of a later epoch.
    static boolean isOutOfOrder(JedisDataException refusal) {
        String message = refusal.getMessage();
        return message != null && message.contains("equal or smaller");
    }

    /// Entries after this one; if there are none, waits for [#READ_WAIT].
    List<StreamEntry> read(StreamId after, int count) {
        Object reply =
                execute(
                        Command.XREAD,
                        bytes("COUNT"),
                        bytes(Integer.toString(count)),
                        bytes("BLOCK"),
                        bytes(Long.toString(READ_WAIT.toMillis())),
                        bytes("STREAMS"),
                        stream,
                        bytes(after.toString()));
        if (reply == null) {
            return List.of();
        }
        List<?> streams = (List<?>) reply;
        return streams.isEmpty() ? List.of() : entries(((List<?>) streams.getFirst()).get(1));
    }

    /// What became of a batch of entries.
    ///
    /// @param results for each entry its [StreamId], or the `JedisDataException` that refused it
    /// @param last the id of the stream's last entry afterwards
    record Appended(List<Object> results, StreamId last) {}

    /// Adds entries with the next numbers of the epoch, in one round trip.
    Appended append(long epoch, List<byte[]> values) {
        byte[] id = bytes(epoch + "-*");
        for (byte[] value : values) {
            send(Command.XADD, stream, id, FIELD, value);
        }
        send(Command.XREVRANGE, stream, bytes("+"), bytes("-"), bytes("COUNT"), ONE);
        List<Object> replies = redis.getMany(values.size() + 1);
        List<Object> results = new ArrayList<>(values.size());
        for (Object reply : replies.subList(0, values.size())) {
            results.add(reply instanceof byte[] added ? StreamId.parse(added) : reply);
        }
        if (replies.getLast() instanceof JedisDataException refused) {
            throw refused;
        }
        StreamEntry last = first(replies.getLast());
        return new Appended(results, last == null ? StreamId.NONE : last.id());
    }

    /// The secret that all nodes share; a new one if there is none.
    byte[] secret(byte[] random) {
        execute(Command.SET, secret, random, bytes("NX"));
        return blob(execute(Command.GET, secret));
    }

    private static List<StreamEntry> entries(@Nullable Object reply) {
        List<StreamEntry> entries = new ArrayList<>();
        for (Object each : reply instanceof List<?> list ? list : List.of()) {
            List<?> entry = (List<?>) each;
            List<?> fields = (List<?>) entry.get(1);
            if (fields.size() != 2 || !Arrays.equals(FIELD, blob(fields.get(0)))) {
                throw new IllegalArgumentException("an entry that is no fact");
            }
            entries.add(new StreamEntry(StreamId.parse(blob(entry.get(0))), blob(fields.get(1))));
        }
        return entries;
    }

    private static @Nullable StreamEntry first(@Nullable Object reply) {
        List<StreamEntry> found = entries(reply);
        return found.isEmpty() ? null : found.getFirst();
    }

    static byte[] blob(@Nullable Object reply) {
        if (reply instanceof byte[] bytes) {
            return bytes;
        }
        throw new IllegalArgumentException("an unexpected answer of Redis");
    }

    boolean isClosed() {
        return !redis.isConnected();
    }

    @Override
    public void close() {
        try {
            redis.close();
        } catch (JedisException e) {
            // It is closed all the same.
        }
    }
}

package dev.wirelab.core.delivery;

import dev.wirelab.core.log.Fact.CommandKey;
import dev.wirelab.core.meter.Meters;
import dev.wirelab.core.meter.TokenBucket;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.state.CommandMemory;
import dev.wirelab.core.state.Group;
import dev.wirelab.core.state.Member;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// This process's side of a [Member]: the session's connections to this process, and their traffic.
/// A session outlives its connections and may have several at once, on any transports.
///
/// Public methods are safe on any thread unless they require the chat's lock; the rest is guarded
/// by that lock.
public final class Session implements LocalSessions.Audience {
    private final Member member;
    private final Session[] self = {this};
    private final Map<String, TrafficMeter> meters = new ConcurrentHashMap<>();

    // Guarded by the chat's lock.
    private final CommandMemory queries = new CommandMemory();
    private final Map<String, GroupSubscriptions> pollSubscriptions = new HashMap<>();
    private long idleSince = System.nanoTime();
    private boolean isGoing;
    private boolean isCut;
    private long cutUntil;

    // Written under the lock, read without it.
    private volatile Reader[] readers = {};
    private volatile boolean hasQueries;
    private volatile @Nullable String commandTransport;
    private final AtomicReference<@Nullable TokenBucket> changes = new AtomicReference<>();

    Session(Member member) {
        this.member = member;
    }

    /// The replicated side of the session.
    public Member member() {
        return member;
    }

    /// Identifies the session among all sessions of all time.
    public String id() {
        return member.id();
    }

    /// The user's name.
    public String user() {
        return member.user();
    }

    /// The user's avatar, or null.
    public @Nullable String avatar() {
        return member.avatar();
    }

    /// When the session ends at the latest.
    public Instant expires() {
        return member.expires();
    }

    /// Whether the session has ended.
    public boolean hasEnded() {
        return member.hasEnded();
    }

    /// The meter of this session's connections over one transport: a part of that transport's
    /// meter.
    public TrafficMeter meter(Meters all, String transport) {
        TrafficMeter meter = meters.get(transport);
        return meter != null
                ? meter
                : meters.computeIfAbsent(transport, name -> all.of(name).part());
    }

    /// The meters of this session by transport.
    public Map<String, TrafficMeter> meters() {
        return Map.copyOf(meters);
    }

    /// Admits one command that changes something, within the session's rate on this node.
    ///
    /// @param limit creates the bucket of the session, at the first command
    /// @param nanos the current time of the nano clock
    /// @return false if the rate is exceeded
    public boolean admitChange(Supplier<TokenBucket> limit, long nanos) {
        TokenBucket bucket = changes.get();
        if (bucket == null) {
            changes.compareAndSet(null, limit.get());
            bucket = Objects.requireNonNull(changes.get());
        }
        return bucket.take(nanos);
    }

    /// Sets the transport that posted commands are charged to: the last one used of those whose
    /// connections carry no commands.
    public void commandTransport(String transport) {
        commandTransport = transport;
    }

    /// The transport that posted commands are charged to, if one has been used.
    public Optional<String> commandTransport() {
        return Optional.ofNullable(commandTransport);
    }

    /// The accepted queries by their ids. They are not in the log, so other nodes do not know them.
    /// Requires the chat's lock.
    public CommandMemory queries() {
        return queries;
    }

    /// Adds an accepted query. Requires the chat's lock.
    public void rememberQuery(CommandKey key, Instant now) {
        queries.remember(key, 0, now);
        hasQueries = true;
    }

    /// Whether [#queries()] may contain any; safe without the lock.
    public boolean hasQueries() {
        return hasQueries;
    }

    /// The subscriptions that all its polls over one transport share.
    GroupSubscriptions pollSubscriptions(String transport) {
        return pollSubscriptions.computeIfAbsent(transport, _ -> new GroupSubscriptions());
    }

    void unsubscribe(Group group) {
        for (Reader reader : readers) {
            reader.subscriptions().remove(group);
        }
        pollSubscriptions.values().forEach(subscriptions -> subscriptions.remove(group));
    }

    /// Its open connections, in an array that is never modified.
    Reader[] readers() {
        return readers;
    }

    @Override
    public Session[] sessions() {
        return self;
    }

    void attach(Reader reader) {
        Reader[] more = Arrays.copyOf(readers, readers.length + 1);
        more[more.length - 1] = reader;
        readers = more;
        isGoing = false;
    }

    void detach(Reader reader, long now) {
        int at = Arrays.asList(readers).indexOf(reader);
        if (at >= 0) {
            Reader[] fewer = Arrays.copyOf(readers, readers.length - 1);
            System.arraycopy(readers, at + 1, fewer, at, fewer.length - at);
            readers = fewer;
        }
        idleSince = now;
    }

    /// Renews its lease.
    void touch(long now) {
        idleSince = now;
        isGoing = false;
    }

    /// Its client has announced that it goes away.
    void going(long now) {
        idleSince = now;
        isGoing = true;
    }

    /// Whether its client has announced that it goes away, and has not used the session since.
    /// Requires the chat's lock.
    public boolean isGoing() {
        return isGoing;
    }

    /// Refuses new connections until then, in nanoseconds of the nano clock.
    void cut(long until) {
        isCut = true;
        cutUntil = until;
    }

    /// Whether new connections are refused.
    boolean isCut(long now) {
        isCut = isCut && now - cutUntil < 0;
        return isCut;
    }

    /// How long it has had no connection, in nanoseconds; 0 while it has one. Requires the chat's
    /// lock.
    ///
    /// @param now the current [System#nanoTime()]
    public long idleNanos(long now) {
        return readers.length > 0 ? 0 : now - idleSince;
    }
}

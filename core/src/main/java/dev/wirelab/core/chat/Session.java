package dev.wirelab.core.chat;

import dev.wirelab.core.log.Fact.CommandKey;
import dev.wirelab.core.meter.Meters;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.ErrorCode;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A logged-in participant. It outlives its connections, holds its name, its groups and its mail
/// while it lives, and may have several connections at once, on any transports.
///
/// What is public is fixed or safe for use by any number of threads; the rest is guarded by the
/// chat's lock.
public final class Session {
    private final String id;
    private final String user;
    private final Address.User address;
    private final @Nullable String avatar;
    private final Instant expires;
    private final Map<String, TrafficMeter> meters = new ConcurrentHashMap<>();

    // Guarded by the chat's lock.
    private final AddressIndex mailbox;
    private final Visibility spans;
    private final CommandMemory commands = new CommandMemory();
    private final CommandMemory questions = new CommandMemory();
    private final Map<String, GroupSubscriptions> pollWatches = new HashMap<>();
    private long idleSince = System.nanoTime();

    // Written under the lock, read without it.
    private volatile Reader[] readers = {};
    private volatile long changedAt;
    private volatile boolean hasAsked;
    private volatile @Nullable ErrorCode ended;
    private volatile @Nullable String latestPoll;

    Session(String id, String user, @Nullable String avatar, Instant expires, long place) {
        this.id = id;
        this.user = user;
        this.address = new Address.User(user);
        this.avatar = avatar;
        this.expires = expires;
        this.changedAt = place;
        Session[] self = {this};
        this.mailbox = new AddressIndex(null, () -> self);
        this.spans = new Visibility(this, mailbox, place);
    }

    /// Names it among all sessions of this server's life.
    public String id() {
        return id;
    }

    /// Where its private messages go.
    Address.User address() {
        return address;
    }

    /// The user's name.
    public String user() {
        return user;
    }

    /// The user's avatar, a name too, or null.
    public @Nullable String avatar() {
        return avatar;
    }

    /// When it ends at the latest.
    public Instant expires() {
        return expires;
    }

    /// What this session's connections over a transport have cost, as a part of that transport's
    /// meter.
    public TrafficMeter meter(Meters all, String transport) {
        TrafficMeter meter = meters.get(transport);
        return meter != null
                ? meter
                : meters.computeIfAbsent(transport, name -> all.of(name).part());
    }

    /// Its meters by transport.
    public Map<String, TrafficMeter> meters() {
        return Map.copyOf(meters);
    }

    /// Remembers over which transport it was last polled.
    public void polled(String transport) {
        latestPoll = transport;
    }

    /// The transport of its latest poll.
    public Optional<String> latestPoll() {
        return Optional.ofNullable(latestPoll);
    }

    /// Whether it has ended.
    public boolean hasEnded() {
        return ended != null;
    }

    void end(ErrorCode why) {
        ended = why;
        commands.clear();
        questions.clear();
    }

    AddressIndex mailbox() {
        return mailbox;
    }

    /// What it may see.
    Visibility spans() {
        return spans;
    }

    /// The groups that it is in.
    Set<Group> groups() {
        return spans.groups();
    }

    /// The accepted commands that changed something, as every reader of the log knows them.
    CommandMemory commands() {
        return commands;
    }

    /// The accepted commands that asked something, which stand in no log.
    CommandMemory questions() {
        return questions;
    }

    void asked(CommandKey key, Instant now) {
        questions.remember(key, 0, now);
        hasAsked = true;
    }

    /// Whether [#questions()] may hold any, to be had without the lock.
    boolean hasAsked() {
        return hasAsked;
    }

    /// The watches that all its polls over one transport share.
    GroupSubscriptions pollWatches(String transport) {
        return pollWatches.computeIfAbsent(transport, _ -> new GroupSubscriptions());
    }

    /// Ends all watching of a group by this session.
    void unwatch(Group group) {
        for (Reader reader : readers) {
            reader.watches().unwatch(group);
        }
        pollWatches.values().forEach(watches -> watches.unwatch(group));
    }

    void unwatchAll() {
        for (Reader reader : readers) {
            reader.watches().unwatchAll();
        }
        pollWatches.values().forEach(GroupSubscriptions::unwatchAll);
    }

    /// Begins to be part of a group's address.
    void enter(Group group, long place) {
        spans.enter(group, place);
        changedAt = place;
    }

    /// Ends to be part of a group's address.
    void leave(Group group, long place) {
        spans.leave(group, place);
        changedAt = place;
    }

    /// The last place at which what it may see changed.
    long changedAt() {
        return changedAt;
    }

    /// Its connections, in an array that nobody changes.
    Reader[] readers() {
        return readers;
    }

    void attach(Reader reader) {
        Reader[] more = Arrays.copyOf(readers, readers.length + 1);
        more[more.length - 1] = reader;
        readers = more;
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

    /// Says that it was just heard of.
    void touch(long now) {
        idleSince = now;
    }

    /// Since when no connection is open, on the nano clock.
    long idleSince() {
        return idleSince;
    }
}

package dev.wirelab.core.delivery;

import dev.wirelab.core.meter.Faults;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.StartPosition;
import dev.wirelab.core.state.Group;
import dev.wirelab.core.state.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Delivers events to the connections of this process: opens readers and wakes those that have new
/// events. Safe for use by any number of threads.
public final class Delivery implements AutoCloseable {
    private final ReentrantLock lock;
    private final State state;
    private final LocalSessions sessions;
    private final Faults faults;
    private final Fanout fanout;

    /// @param lock guards the state and everything that is derived from it
    /// @param sessions the listener of `state`
    public Delivery(ReentrantLock lock, State state, LocalSessions sessions, Faults faults) {
        this.lock = lock;
        this.state = state;
        this.sessions = sessions;
        this.faults = faults;
        this.fanout = new Fanout(this);
    }

    /// Starts its thread.
    public void start() {
        fanout.start();
    }

    ReentrantLock lock() {
        return lock;
    }

    State state() {
        return state;
    }

    LocalSessions sessions() {
        return sessions;
    }

    Faults faults() {
        return faults;
    }

    SharedSlices sharedSlices() {
        return fanout.sharedSlices();
    }

    /// Opens a reader.
    ///
    /// @throws Refusal `bad_request` for a cursor in the future, `unauthorized` if the session has
    ///   ended, `too_many` beyond its limit of streams, `unavailable` while it is [#cut]
    public Reader open(Session session, ReaderOptions options) {
        Reader reader;
        Optional<Reader> displaced;
        lock.lock();
        try {
            state.member(session.id());
            if (session.isCut(System.nanoTime())) {
                throw new Refusal(
                        ErrorCode.UNAVAILABLE, "the lab is cut off, try again in a few seconds");
            }
            reader = reader(session, options);
            displaced = limit(session, options.kind());
            session.attach(reader);
            reader.subscriptions().readers().add(reader);
        } finally {
            lock.unlock();
        }
        displaced.ifPresent(oldest -> oldest.offerCheck());
        return reader;
    }

    private Reader reader(Session session, ReaderOptions options) {
        GroupSubscriptions subscriptions =
                switch (options.kind()) {
                    case STREAM -> new GroupSubscriptions();
                    case PUSH, POLL -> session.pollSubscriptions(options.transport());
                };
        Cursor head = state.head();
        long oldest = state.events().evicted();
        return switch (options.start()) {
            case StartPosition.End _ ->
                    new Reader(this, session, options, subscriptions, head.offset(), null);
            case StartPosition.Beginning _ ->
                    new Reader(this, session, options, subscriptions, oldest, null);
            case StartPosition.After(Cursor cursor) when cursor.epoch().equals(head.epoch()) -> {
                state.check(cursor);
                yield new Reader(this, session, options, subscriptions, cursor.offset(), null);
            }
            case StartPosition.After _ ->
                    new Reader(
                            this, session, options, subscriptions, oldest, Event.Gap.Reason.EPOCH);
        };
    }

    /// Refuses a stream beyond the limit. For a poll beyond the limit, displaces the oldest pending
    /// poll.
    ///
    /// @return the displaced poll
    private static Optional<Reader> limit(Session session, ReaderOptions.Kind kind) {
        int same = 0;
        Reader oldest = null;
        for (Reader reader : session.readers()) {
            if (reader.options().kind().isStream() == kind.isStream() && !reader.isDisplaced()) {
                same++;
                oldest = oldest == null ? reader : oldest;
            }
        }
        switch (kind) {
            case STREAM, PUSH -> {
                if (same >= ReaderOptions.MAX_STREAMS) {
                    throw new Refusal(
                            ErrorCode.TOO_MANY,
                            "a session has " + ReaderOptions.MAX_STREAMS + " connections at most");
                }
            }
            case POLL -> {
                if (oldest != null && same >= ReaderOptions.MAX_POLLS) {
                    oldest.displace();
                    return Optional.of(oldest);
                }
            }
        }
        return Optional.empty();
    }

    /// The subscriptions that a session's polls over one transport share.
    public GroupSubscriptions pollSubscriptions(Session session, String transport) {
        lock.lock();
        try {
            return session.pollSubscriptions(transport);
        } finally {
            lock.unlock();
        }
    }

    /// Subscribes to the list of a group's members. The current version of the list is sent as the
    /// answer to the command. Called with the lock held.
    public void subscribe(GroupSubscriptions subscriptions, Group group) {
        subscriptions.add(sessions.audience(group));
    }

    /// Ends a subscription. Called with the lock held.
    public void unsubscribe(GroupSubscriptions subscriptions, Group group) {
        subscriptions.remove(group);
    }

    /// The number of open connections, including pending polls.
    public int connections() {
        lock.lock();
        try {
            return sessions.all().stream().mapToInt(session -> session.readers().length).sum();
        } finally {
            lock.unlock();
        }
    }

    /// Renews the lease of a session that is active without opening a reader.
    public void touch(Session session) {
        lock.lock();
        try {
            session.touch(System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /// Its client has announced that it goes away.
    public void going(Session session) {
        lock.lock();
        try {
            session.going(System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /// Ends the connections of a session, and refuses it new ones for a time.
    ///
    /// @param reason a sentence for the user
    public void cut(Session session, Duration time, String reason) {
        Reader[] open;
        lock.lock();
        try {
            session.cut(System.nanoTime() + time.toNanos());
            open = session.readers();
        } finally {
            lock.unlock();
        }
        for (Reader reader : open) {
            reader.end(ErrorCode.UNAVAILABLE, reason);
        }
    }

    /// How long a session has had no connection; zero while it has one.
    public Duration idle(Session session) {
        lock.lock();
        try {
            return Duration.ofNanos(session.idleNanos(System.nanoTime()));
        } finally {
            lock.unlock();
        }
    }

    /// Reports that a fact was applied. The caller will call [#deliver] on this thread.
    public void applied() {
        fanout.applied();
    }

    /// Reports that facts were applied; the thread of the fan-out delivers them. Never blocks.
    public void signal() {
        fanout.signal();
    }

    /// Delivers the events of applied facts, on this thread: runs one round, unless another thread
    /// is running one. Blocks only as long as the readers' listeners block.
    public void deliver() {
        fanout.deliver();
    }

    /// Publishes changed lists of members to their subscribers, and wakes streams whose clients
    /// have an outdated cursor. Called once a second, by one thread.
    ///
    /// @param quietTicks the number of calls without an event after which a stream is sent its
    ///   cursor, if the cursor has moved
    public void tick(int quietTicks) {
        long head;
        List<Session> all;
        List<Reader> subscribed = new ArrayList<>();
        lock.lock();
        try {
            head = state.head().offset();
            all = List.copyOf(sessions.all());
            for (GroupAudience group : sessions.groups()) {
                if (group.publish()) {
                    group.subscribers().forEach(each -> subscribed.addAll(each.readers()));
                }
            }
        } finally {
            lock.unlock();
        }
        subscribed.forEach(reader -> reader.offerCheck());
        for (Session session : all) {
            for (Reader reader : session.readers()) {
                reader.tick(head, quietTicks);
            }
        }
        // A thread may have accepted commands and not delivered them yet.
        deliver();
    }

    /// Stops its thread. Connections are not notified.
    @Override
    public void close() {
        fanout.close();
    }
}

package dev.wirelab.core.chat;

import dev.wirelab.core.delivery.Delivery;
import dev.wirelab.core.delivery.GroupSubscriptions;
import dev.wirelab.core.delivery.LocalSessions;
import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.delivery.ReaderOptions;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.log.Fact;
import dev.wirelab.core.log.Fact.CommandKey;
import dev.wirelab.core.log.Log;
import dev.wirelab.core.log.MemoryLog;
import dev.wirelab.core.meter.Faults;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.Skeleton;
import dev.wirelab.core.state.Member;
import dev.wirelab.core.state.Retention;
import dev.wirelab.core.state.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The chat of one node: executes commands, logs sessions in and out, and opens readers. Nodes that
/// follow the same [Log] form one chat. Safe for use by any number of threads.
///
/// A method that returns a stage reports a refusal by failing the stage with a [Refusal]. With a
/// log in memory the stage is complete when the method returns; with another log it completes on
/// one of the log's threads.
public final class Chat implements AutoCloseable {
    /// How long a node that is behind the log tries to catch up before it answers a request.
    private static final Duration CATCH_UP = Duration.ofSeconds(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final ChatOptions options;
    private final InstantSource clock;
    private final SessionIds ids = new SessionIds();
    private final LocalSessions sessions = new LocalSessions();
    private final Faults faults = new Faults();
    private final State state;
    private final Queries queries;
    private final Log log;
    private final Delivery delivery;
    private final Housekeeping housekeeping;

    /// Starts a chat of a single node, with nobody logged in.
    ///
    /// @param clock the time of messages
    public Chat(ChatOptions options, InstantSource clock) {
        this(options, clock, new MemoryLog());
    }

    /// Starts a node of the chat that `log` holds.
    ///
    /// @param log used by no other chat; the node applies its facts from the beginning
    public Chat(ChatOptions options, InstantSource clock, Log log) {
        this.options = options;
        this.clock = clock;
        this.log = log;
        this.state =
                new State(
                        log.epoch(),
                        new Retention(options.retainedEvents(), options.retainedBytes()),
                        sessions);
        this.delivery = new Delivery(lock, state, sessions, faults);
        this.queries = new Queries(state, delivery);
        Leases leases =
                new Leases(sessions, lock, options.sessionLease(), log, clock, this::append);
        this.housekeeping = new Housekeeping(delivery, leases, faults);
        log.follow(0, new Follower());
        log.append(new Fact.Configured(options.maxSessions(), ChatOptions.MAX_GROUPS));
        delivery.start();
        housekeeping.start();
    }

    /// Applies the facts of the log to the state of this node.
    private final class Follower implements Log.Follower {
        private long applied;

        @Override
        public long apply(long number, Fact fact) {
            lock.lock();
            try {
                if (number != ++applied) {
                    throw new IllegalStateException("fact " + number + " instead of " + applied);
                }
                return state.apply(fact);
            } finally {
                lock.unlock();
            }
        }

        /// Without the lock: only the thread that calls this changes the state.
        @Override
        public byte[] snapshot() {
            return state.encode();
        }

        @Override
        public void restore(long number, byte[] snapshot) {
            lock.lock();
            try {
                state.restore(snapshot);
                applied = number;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void caughtUp() {
            delivery.signal();
        }
    }

    /// The time of messages, and by which sessions expire.
    public InstantSource clock() {
        return clock;
    }

    /// How long a session lives without a connection.
    public Duration sessionLease() {
        return options.sessionLease();
    }

    /// Begins a session.
    ///
    /// @param user a valid user name
    /// @return the session, or the refusal `name_taken` or `too_many`
    public CompletionStage<Session> logIn(String user, @Nullable String avatar) {
        Skeleton.prepare(user);
        String id = ids.next();
        Instant now = clock.instant();
        Instant expires = now.plus(options.sessionLife());
        return append(new Fact.LoggedIn(id, user, avatar, now, expires))
                .thenApply(_ -> locked(() -> sessions.of(state.member(id))));
    }

    /// Ends a session: its connections are closed on every node, and its name is free. Does nothing
    /// if it has ended.
    ///
    /// @param reason a sentence for the user
    /// @return completes when this node has applied it
    public CompletionStage<Void> logOut(Session session, String reason) {
        CompletionStage<Long> ended =
                append(new Fact.LoggedOut(session.id(), ErrorCode.UNAUTHORIZED, reason));
        delivery.deliver();
        return ended.handle((_, _) -> null);
    }

    /// The session with this id. If this node does not know it, the node catches up with the log
    /// first: the session may have begun on another node.
    ///
    /// @return the session, or the refusal `unauthorized` if there is none, or it has ended
    public CompletionStage<Session> session(String id) {
        Optional<Session> known = locked(() -> state.findMember(id).map(sessions::of));
        return known.isPresent()
                ? CompletableFuture.completedStage(known.get())
                : current(() -> locked(() -> sessions.of(state.member(id))));
    }

    /// Renews the lease of a session that is active without opening a reader.
    public void touch(Session session) {
        delivery.touch(session);
    }

    /// Shortens the lease of a session whose client goes away, until the session is used again.
    public void going(Session session) {
        delivery.going(session);
    }

    /// Closes the connections of a session on this node and refuses it new ones for a time, as a
    /// server that restarts does: both with `unavailable`, after which clients connect again. The
    /// session stays, and reads on from its cursor. Commands that are posted are not affected.
    ///
    /// @param reason a sentence for the user
    public void cut(Session session, Duration time, String reason) {
        delivery.cut(session, time, reason);
    }

    /// How long a session has had no connection to this node; zero while it has one.
    public Duration idle(Session session) {
        return delivery.idle(session);
    }

    /// The avatar of a user.
    ///
    /// @return empty if the user has none, or is not logged in
    public Optional<String> avatar(Address.User user) {
        return locked(
                () -> state.findUser(user).flatMap(member -> Optional.ofNullable(member.avatar())));
    }

    /// The number of sessions.
    public int sessions() {
        return locked(() -> state.members().size());
    }

    /// The number of connections that are open on this node, pending polls included.
    public int connections() {
        return delivery.connections();
    }

    /// The memory that is counted for the retained events, in bytes.
    public long retainedBytes() {
        return locked(() -> state.events().bytes());
    }

    /// The unexpected exceptions in this node's threads.
    public Faults faults() {
        return faults;
    }

    /// Opens a reader, once this node has caught up with the log.
    ///
    /// @return the reader, or the refusal `bad_request` for a cursor in the future, `unauthorized`
    ///   if the session has ended, `too_many` beyond its limit of streams, `unavailable` while it
    ///   is [#cut]
    public CompletionStage<Reader> open(Session session, ReaderOptions readerOptions) {
        return current(() -> delivery.open(session, readerOptions));
    }

    /// Checks a cursor before a connection is opened with it, once this node has caught up with the
    /// log.
    ///
    /// @return completes with the cursor, or with the refusal `bad_request` if it is in the future
    public CompletionStage<Cursor> check(Cursor cursor) {
        return current(() ->
                locked(() -> {
                    state.check(cursor);
                    return cursor;
                }));
    }

    /// The offset of the latest event, once this node has caught up with the log.
    public CompletionStage<Cursor> head() {
        return current(() -> locked(state::head));
    }

    /// Executes an action on a state that contains every fact that was in the log when this was
    /// called. If this node does not catch up in time, or cannot reach the log, the action runs on
    /// its current state; what it refuses then is `unavailable`, since it may be outdated.
    private <T> CompletionStage<T> current(Supplier<T> action) {
        if (!log.isShared()) {
            try {
                return CompletableFuture.completedStage(action.get());
            } catch (Refusal refusal) {
                return CompletableFuture.failedStage(refusal);
            }
        }
        return log.sync()
                .toCompletableFuture()
                .copy()
                .orTimeout(CATCH_UP.toMillis(), TimeUnit.MILLISECONDS)
                .handle((_, behind) -> {
                    try {
                        return action.get();
                    } catch (Refusal refusal) {
                        throw behind == null ? refusal : uncertain(refusal);
                    }
                });
    }

    private static Refusal uncertain(Refusal refusal) {
        return refusal.code() == ErrorCode.TOO_MANY
                ? refusal
                : new Refusal(
                                ErrorCode.UNAVAILABLE,
                                "the lab cannot reach its log, and cannot decide this without it")
                        .of(refusal.commandId());
    }

    /// Blocks until a stage is complete. For threads that may block.
    ///
    /// @throws Refusal if the stage has failed: see [Refusals#of]
    public static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException failure) {
            throw Refusals.of(failure);
        }
    }

    /// The subscriptions that a session's polls over one transport share.
    public GroupSubscriptions pollSubscriptions(Session session, String transport) {
        return delivery.pollSubscriptions(session, transport);
    }

    /// Executes a command. Another thread wakes the readers of its events.
    ///
    /// @param subscriptions the subscriptions of the connection that sent it
    /// @return the answer, or the refusal with the command's id
    public CompletionStage<Event> execute(
            Session session, GroupSubscriptions subscriptions, Command command) {
        CompletionStage<Event> answer = accept(session, subscriptions, command);
        delivery.signal();
        return answer;
    }

    /// Wakes the readers of the events of all accepted commands, on this thread: runs one round of
    /// the fan-out, unless another thread is running one. Blocks only as long as the readers'
    /// listeners block.
    public void deliver() {
        delivery.deliver();
    }

    /// Executes a command like [#execute], but does not wake the readers of its events. The caller
    /// calls [#deliver] after the last command of a burst, so that the events of the burst are
    /// delivered together.
    public CompletionStage<Event> accept(
            Session session, GroupSubscriptions subscriptions, Command command) {
        CommandKey key = CommandKeys.of(command);
        Instant now = clock.instant();
        String id = session.id();
        try {
            return switch (command) {
                case Command.Say say ->
                        change(
                                session,
                                key,
                                say,
                                new Fact.Published(id, key, say.to(), say.content(), now));
                case Command.Join join -> {
                    Skeleton.prepare(join.to().name());
                    yield change(session, key, join, new Fact.JoinedGroup(id, key, join.to(), now));
                }
                case Command.Leave leave ->
                        change(session, key, leave, new Fact.LeftGroup(id, key, leave.to(), now));
                case Command.Groups groups ->
                        query(session, key, groups, now, member -> queries.groups(member, groups));
                case Command.Users users ->
                        query(
                                session,
                                key,
                                users,
                                now,
                                member -> queries.users(member, subscriptions, users));
                case Command.History history ->
                        query(
                                session,
                                key,
                                history,
                                now,
                                member -> queries.history(member, history));
                case Command.Ping ping ->
                        query(session, key, ping, now, _ -> new Event.Pong(ping.id()));
                case Command.Login _ -> throw Refusal.badRequest("already logged in");
            };
        } catch (Refusal refusal) {
            return CompletableFuture.failedStage(refusal.of(command.id()));
        }
    }

    private CompletionStage<Event> change(
            Session session, @Nullable CommandKey key, Command command, Fact fact) {
        if (key != null && session.hasQueries()) {
            locked(() -> session.queries().find(key, clock.instant()));
        }
        CompletionStage<Long> appended = log.append(fact);
        delivery.applied();
        return appended.handle((offset, failure) -> {
            if (failure == null) {
                return new Event.Ok(command.id(), new Cursor(log.epoch(), offset));
            }
            throw Refusals.of(failure).of(command.id());
        });
    }

    /// A query changes nothing: if it is sent again with the same id, it is answered from the
    /// current state.
    private CompletionStage<Event> query(
            Session session,
            @Nullable CommandKey key,
            Command command,
            Instant now,
            Function<Member, Event> answer) {
        return current(() -> {
            try {
                return locked(() -> query(session, key, now, answer));
            } catch (Refusal refusal) {
                throw refusal.of(command.id());
            }
        });
    }

    private Event query(
            Session session,
            @Nullable CommandKey key,
            Instant now,
            Function<Member, Event> answer) {
        Member member = state.member(session.id());
        if (key == null) {
            return answer.apply(member);
        }
        member.commands().find(key, now);
        session.queries().find(key, now);
        Event answered = answer.apply(member);
        session.rememberQuery(key, now);
        return answered;
    }

    private CompletionStage<Long> append(Fact fact) {
        CompletionStage<Long> offset = log.append(fact);
        delivery.signal();
        return offset;
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /// Stops its threads. Connections are not notified: transports do that when they drain.
    @Override
    public void close() {
        housekeeping.close();
        delivery.close();
    }
}

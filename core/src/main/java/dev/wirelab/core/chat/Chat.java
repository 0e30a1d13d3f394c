package dev.wirelab.core.chat;

import dev.wirelab.core.log.Fact;
import dev.wirelab.core.log.Fact.CommandKey;
import dev.wirelab.core.log.Log;
import dev.wirelab.core.log.MemoryLog;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.StartPosition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The chat that all transports carry. Safe for use by any number of threads.
///
/// Methods that return a stage refuse through it, by a [Refusal]; with the log in memory they
/// complete at once.
public final class Chat implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final ChatOptions options;
    private final InstantSource clock;
    private final SessionIds ids = new SessionIds();
    private final State state;
    private final Queries questions;
    private final Log log;
    private final Fanout fanout;
    private final Housekeeping housekeeping;

    /// Starts a chat with nobody in it, on a log in memory.
    ///
    /// @param clock what messages are stamped with
    public Chat(ChatOptions options, InstantSource clock) {
        this.options = options;
        this.clock = clock;
        this.state = new State(options);
        this.log = new MemoryLog(lock, state);
        state.follow(log.epoch());
        this.questions = new Queries(state);
        this.fanout = new Fanout(state, lock);
        this.housekeeping = new Housekeeping(this, state, lock, options);
        fanout.start();
        housekeeping.start();
    }

    /// Begins a session.
    ///
    /// @param user a valid user name
    /// @return the session, or the refusal `name_taken` or `too_many`
    public CompletionStage<Session> logIn(String user, @Nullable String avatar) {
        String id = ids.next();
        Instant expires = clock.instant().plus(options.sessionLife());
        return append(new Fact.LoggedIn(id, user, avatar, expires))
                .thenApply(_ ->
                        session(id)
                                .orElseThrow(() ->
                                        new Refusal(
                                                ErrorCode.UNAUTHORIZED, "the session has ended")));
    }

    /// Ends a session: its connections are told and closed, its name is free. Does nothing if it
    /// has ended.
    public void logOut(Session session, String reason) {
        end(session, ErrorCode.UNAUTHORIZED, reason);
    }

    void end(Session session, ErrorCode why, String reason) {
        append(new Fact.LoggedOut(session.id(), why, reason))
                .whenComplete((_, refusal) -> {
                    if (refusal == null) {
                        // No reader is opened any more.
                        for (Reader reader : session.readers()) {
                            reader.end(why, reason);
                        }
                    }
                });
    }

    /// The living session with this id.
    public Optional<Session> session(String id) {
        return locked(() -> Optional.ofNullable(state.findSession(id)));
    }

    /// Says that a session was just heard of, by something that opens no reader: its lease begins
    /// anew.
    public void touch(Session session) {
        locked(() -> {
            session.touch(System.nanoTime());
            return session;
        });
    }

    /// How many sessions there are.
    public int sessions() {
        return locked(() -> state.sessions().size());
    }

    /// How many connections are open, polls that wait included.
    public int connections() {
        return locked(() -> state.sessions().stream().mapToInt(s -> s.readers().length).sum());
    }

    /// Opens a place to read from.
    ///
    /// @throws Refusal `bad_request` for a cursor that lies ahead, `unauthorized` if the session
    ///   has ended, `too_many` beyond its limit of streams
    public Reader open(Session session, ReaderOptions opening) {
        Reader reader;
        Optional<Reader> displaced;
        lock.lock();
        try {
            state.session(session.id());
            reader = reader(session, opening);
            displaced = limit(session, opening.kind());
            session.attach(reader);
            reader.watches().readers().add(reader);
        } finally {
            lock.unlock();
        }
        displaced.ifPresent(oldest -> oldest.offerLook());
        return reader;
    }

    /// Checks a cursor before anything is opened with it.
    ///
    /// @throws Refusal `bad_request` if it lies ahead of everything
    public void checkCursor(Cursor cursor) {
        locked(() -> {
            state.check(cursor);
            return cursor;
        });
    }

    private Reader reader(Session session, ReaderOptions opening) {
        GroupSubscriptions watches =
                opening.kind() == ReaderOptions.Kind.POLL
                        ? session.pollWatches(opening.transport())
                        : new GroupSubscriptions();
        Cursor head = state.head();
        long oldest = state.timeline().evicted();
        return switch (opening.start()) {
            case StartPosition.Present _ ->
                    new Reader(session, opening, watches, state, lock, head.offset(), null);
            case StartPosition.Beginning _ ->
                    new Reader(session, opening, watches, state, lock, oldest, null);
            case StartPosition.After(Cursor cursor) when cursor.epoch().equals(head.epoch()) -> {
                state.check(cursor);
                yield new Reader(session, opening, watches, state, lock, cursor.offset(), null);
            }
            case StartPosition.After _ ->
                    new Reader(
                            session, opening, watches, state, lock, oldest, Event.Gap.Reason.EPOCH);
        };
    }

    /// Streams beyond the limit are refused; of polls the oldest has to give way.
    ///
    /// @return who has to give way
    private static Optional<Reader> limit(Session session, ReaderOptions.Kind kind) {
        int same = 0;
        Reader oldest = null;
        for (Reader reader : session.readers()) {
            if (reader.opening().kind() == kind && !reader.isDisplaced()) {
                same++;
                oldest = oldest == null ? reader : oldest;
            }
        }
        switch (kind) {
            case STREAM -> {
                if (same >= ChatOptions.MAX_STREAMS) {
                    throw new Refusal(
                            ErrorCode.TOO_MANY,
                            "a session has " + ChatOptions.MAX_STREAMS + " connections at most");
                }
            }
            case POLL -> {
                if (oldest != null && same >= ChatOptions.MAX_POLLS) {
                    oldest.displace();
                    return Optional.of(oldest);
                }
            }
        }
        return Optional.empty();
    }

    /// The watches that a session's polls over one transport share.
    public GroupSubscriptions pollWatches(Session session, String transport) {
        return locked(() -> session.pollWatches(transport));
    }

    /// Does a command, and has its readers told by another thread.
    ///
    /// @param watches the watches of the connection that sent it
    /// @return its answer, or its refusal with the command's id
    public CompletionStage<Event> execute(
            Session session, GroupSubscriptions watches, Command command) {
        CompletionStage<Event> answer = accept(session, watches, command);
        fanout.signal();
        return answer;
    }

    /// Tells readers of what was accepted, on this thread: one round, unless another thread is at
    /// it already. Does not block where their listeners do not.
    public void deliver() {
        fanout.deliver();
    }

    /// Does a command as [#execute] does, but leaves telling its readers to [#deliver]: call that
    /// when no further command is at hand, so that they are told of a burst at once.
    public CompletionStage<Event> accept(
            Session session, GroupSubscriptions watches, Command command) {
        CommandKey key = key(command);
        Instant now = clock.instant();
        try {
            return switch (command) {
                case Command.Say say ->
                        done(
                                session,
                                key,
                                say,
                                new Fact.Said(session.id(), key, say.to(), say.text(), now));
                case Command.Join join ->
                        done(
                                session,
                                key,
                                join,
                                new Fact.Entered(session.id(), key, join.to(), now));
                case Command.Leave leave ->
                        done(
                                session,
                                key,
                                leave,
                                new Fact.Departed(session.id(), key, leave.to(), now));
                case Command.Groups groups ->
                        asked(session, key, now, () -> questions.groups(session, groups));
                case Command.Users users ->
                        asked(session, key, now, () -> questions.users(session, watches, users));
                case Command.History history ->
                        asked(session, key, now, () -> questions.history(session, history));
                case Command.Ping ping -> asked(session, key, now, () -> new Event.Pong(ping.id()));
                case Command.Login _ -> throw Refusal.badRequest("already logged in");
            };
        } catch (Refusal refusal) {
            return CompletableFuture.failedStage(refusal.of(command.id()));
        }
    }

    private CompletionStage<Event> done(
            Session session, @Nullable CommandKey key, Command command, Fact fact) {
        if (key != null && session.hasAsked()) {
            locked(() -> session.questions().find(key, clock.instant()));
        }
        CompletionStage<Long> appended = log.append(fact);
        fanout.accepted();
        return appended.handle((place, failure) -> {
            if (failure == null) {
                return new Event.Ok(command.id(), new Cursor(log.epoch(), place));
            }
            throw Refusals.of(failure).of(command.id());
        });
    }

    /// Questions change nothing: asked again with the same id, they are answered as of now.
    private CompletionStage<Event> asked(
            Session session, @Nullable CommandKey key, Instant now, Supplier<Event> answer) {
        return CompletableFuture.completedStage(
                locked(() -> {
                    state.session(session.id());
                    if (key == null) {
                        return answer.get();
                    }
                    session.commands().find(key, now);
                    session.questions().find(key, now);
                    Event told = answer.get();
                    session.asked(key, now);
                    return told;
                }));
    }

    private CompletionStage<Long> append(Fact fact) {
        CompletionStage<Long> place = log.append(fact);
        fanout.signal();
        return place;
    }

    private static @Nullable CommandKey key(Command command) {
        String id = command.id();
        if (id == null) {
            return null;
        }
        byte[] body = command.toString().getBytes(StandardCharsets.UTF_8);
        return new CommandKey(id, UUID.nameUUIDFromBytes(body));
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    Instant now() {
        return clock.instant();
    }

    /// Stops its threads. Sessions are not told: transports do that when they drain.
    @Override
    public void close() {
        housekeeping.close();
        fanout.close();
    }
}

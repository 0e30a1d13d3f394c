package dev.wirelab.core.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.delivery.GroupSubscriptions;
import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.delivery.ReaderOptions;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.StartPosition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A chat for tests, with a clock that stands until it is moved, and short ways to use it.
public final class TestChat implements AutoCloseable {
    public static final Duration LONG = Duration.ofSeconds(10);

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
    private final GroupSubscriptions anySubscriptions = new GroupSubscriptions();
    public final Chat chat;

    public TestChat() {
        this(ChatOptions.DEFAULTS);
    }

    public TestChat(ChatOptions options) {
        InstantSource clock = now::get;
        chat = new Chat(options, clock);
    }

    /// A chat that retains this many events.
    public static TestChat retaining(int events) {
        return new TestChat(options(LONG, events));
    }

    /// The defaults, but for the lease and the number of retained events.
    public static ChatOptions options(Duration lease, int retainedEvents) {
        ChatOptions defaults = ChatOptions.DEFAULTS;
        return new ChatOptions(
                lease,
                defaults.sessionLife(),
                retainedEvents,
                defaults.retainedBytes(),
                defaults.maxSessions());
    }

    public void moveClock(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    public Session logIn(String user) {
        return result(chat.logIn(user, null));
    }

    public Event execute(Session session, Command command) {
        return execute(session, anySubscriptions, command);
    }

    /// Executes a command and returns its answer, or throws its refusal.
    public Event execute(Session session, GroupSubscriptions subscriptions, Command command) {
        return result(chat.execute(session, subscriptions, command));
    }

    public Cursor say(Session session, String to, String text) {
        return offsetOf(execute(session, new Command.Say(null, Address.parse(to), text)));
    }

    /// Says it, and leaves telling of it to [Chat#deliver].
    public void sayLater(Session session, String to, String text) {
        Command say = new Command.Say(null, Address.parse(to), text);
        result(chat.accept(session, anySubscriptions, say));
    }

    public Cursor join(Session session, String group) {
        return offsetOf(execute(session, new Command.Join(null, Address.parseGroup(group))));
    }

    public Cursor leave(Session session, String group) {
        return offsetOf(execute(session, new Command.Leave(null, Address.parseGroup(group))));
    }

    private static Cursor offsetOf(Event answer) {
        if (answer instanceof Event.Ok(_, Cursor cursor) && cursor != null) {
            return cursor;
        }
        throw new AssertionError("no offset in " + answer);
    }

    public Reader open(Session session, StartPosition start) {
        return open(session, start, true, new TestListener());
    }

    public Reader open(
            Session session, StartPosition start, boolean echo, ReaderOptions.Listener listener) {
        return result(
                chat.open(
                        session,
                        new ReaderOptions(
                                "tcp", ReaderOptions.Kind.STREAM, start, echo, listener)));
    }

    public Reader poll(Session session, StartPosition start, ReaderOptions.Listener listener) {
        return result(
                chat.open(
                        session,
                        new ReaderOptions(
                                "long-poll", ReaderOptions.Kind.POLL, start, true, listener)));
    }

    public static StartPosition after(Cursor cursor) {
        return new StartPosition.After(cursor);
    }

    public static StartPosition present() {
        return new StartPosition.End();
    }

    public static StartPosition beginning() {
        return new StartPosition.Beginning();
    }

    public static <T> T result(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw Refusals.of(e);
        }
    }

    /// The refusal of what is done.
    public static Refusal refusalOf(Runnable action) {
        @Nullable Refusal found = null;
        try {
            action.run();
        } catch (Refusal refusal) {
            found = refusal;
        }
        assertThat(found).as("a refusal").isNotNull();
        return found;
    }

    /// Waits until it is so, [#LONG] at most.
    public static void eventually(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not in time: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        chat.close();
    }
}

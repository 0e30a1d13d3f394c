package dev.wirelab.load.transport;

import static dev.wirelab.load.connection.ConnectionStep.step;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;

import dev.wirelab.load.connection.Message;
import dev.wirelab.load.connection.Request;
import dev.wirelab.load.gatling.WaitSteps;
import dev.wirelab.load.wire.EventReader;
import dev.wirelab.load.wire.PollResponse;
import dev.wirelab.load.wire.ReceivedEvent;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// Long and short polling, in plain loops.
///
/// A publisher does not poll, but its session would end 90 s after its last poll, so it requests
/// the current cursor every 20 s, which is answered immediately and without events.
final class PollLoad implements LoadProtocol {
    private static final String CURSOR = "cursor";
    private static final String CLOCK = "clock";
    private static final Duration KEEP_SESSION = Duration.ofSeconds(20);

    private final String transport;
    private final String path;
    private final boolean held;
    private final boolean fresh;
    private final PostedCommands commands;

    /// @param transport the transport's id
    /// @param path the path of the polls
    /// @param held whether the lab holds polls, so that they need no schedule
    PollLoad(String transport, String path, boolean held) {
        this(transport, path, held, false);
    }

    private PollLoad(String transport, String path, boolean held, boolean fresh) {
        this.transport = transport;
        this.path = path;
        this.held = held;
        this.fresh = fresh;
        this.commands = new PostedCommands(transport, fresh);
    }

    @Override
    public String transport() {
        return transport;
    }

    @Override
    public Optional<LoadProtocol> withFreshConnections() {
        return Optional.of(new PollLoad(transport, path, held, true));
    }

    @Override
    public ChainBuilder read(ReadScript script) {
        Function<Session, Inbox> inbox = script.inbox();
        ChainBuilder poll =
                exec(
                                user -> {
                                    Inbox own = inbox.apply(user);
                                    PollClock clock =
                                            PollClock.start(script.timing(), own.pollPhase());
                                    // A reader with a cursor may have missed events: it polls
                                    // immediately.
                                    clock.answered(own.after().isPresent());
                                    return own.after()
                                            .map(cursor -> user.set(CURSOR, cursor))
                                            .orElse(user)
                                            .set(CLOCK, clock);
                                })
                        .exec(asLongAs(user -> !inbox.apply(user).isDone()).on(turn(script)));
        return commands.join(script.group())
                .exec(doIf(user -> inbox.apply(user).after().isEmpty()).then(beginAtEnd(inbox)))
                .exec(poll);
    }

    /// Requests the current cursor; every later event will be read.
    private ChainBuilder beginAtEnd(Function<Session, Inbox> inbox) {
        return exec(currentCursor())
                .exec(user -> {
                    inbox.apply(user).reading();
                    return user;
                });
    }

    private ChainBuilder turn(ReadScript script) {
        String wait =
                (held ? "&wait=" + script.timing().pollWaitSeconds() : "")
                        + (script.binary() ? "&" + StreamSteps.VERSION_2 : "");
        ChainBuilder poll =
                exec(
                        step("poll")
                                .request(
                                        200,
                                        user ->
                                                get(
                                                        user,
                                                        "?after=" + user.getString(CURSOR) + wait),
                                        (response, user) -> take(script, response, user)));
        return held ? poll : exec(WaitSteps.until(user -> clock(user).nextDueNanos())).exec(poll);
    }

    private static Session take(ReadScript script, Message response, Session user) {
        PollResponse answer = EventReader.poll(response.body());
        Inbox inbox = script.inbox().apply(user);
        inbox.reading();
        for (ReceivedEvent event : answer.events()) {
            inbox.arrived(event, response.nanos());
        }
        inbox.cursor(answer.cursor());
        clock(user).answered(answer.more());
        return user.set(CURSOR, answer.cursor());
    }

    @Override
    public ChainBuilder openPublisher(PublishScript script, AnswerListener answers) {
        return commands.join(script.group())
                .exec(currentCursor())
                .exec(user -> user.set(CLOCK, new KeepAlive()));
    }

    @Override
    public ChainBuilder publish(PublishScript script, AnswerListener answers) {
        return exec(commands.publish(script, answers))
                .exec(doIf(user -> isPollDue(user)).then(keepSession()));
    }

    @Override
    public ChainBuilder keepSession() {
        return exec(step("keep the session").request(200, user -> get(user, "")));
    }

    @Override
    public ChainBuilder close() {
        return exec(user -> user);
    }

    @Override
    public Optional<Resumption> resumption() {
        return Optional.of(new Resumption.Poll(path, held));
    }

    @Override
    public boolean staysOnHttp() {
        return !fresh;
    }

    @Override
    public boolean awaitsAnswers() {
        return true;
    }

    /// A poll without a cursor: it is answered immediately with the current one.
    private ActionBuilder currentCursor() {
        return step("get the cursor")
                .request(
                        200,
                        user -> get(user, ""),
                        (response, user) ->
                                user.set(CURSOR, EventReader.poll(response.body()).cursor()));
    }

    private Request get(Session user, String query) {
        return new Request("GET", path + query, SessionSteps.token(user), null).closing(fresh);
    }

    private static boolean isPollDue(Session user) {
        KeepAlive keepAlive = Objects.requireNonNull(user.get(CLOCK));
        return keepAlive.isDue();
    }

    private static PollClock clock(Session user) {
        return Objects.requireNonNull(user.get(CLOCK));
    }

    /// When the publisher polled last.
    private static final class KeepAlive {
        private long lastNanos = System.nanoTime();

        boolean isDue() {
            long now = System.nanoTime();
            boolean due = now - lastNanos > KEEP_SESSION.toNanos();
            if (due) {
                lastNanos = now;
            }
            return due;
        }
    }
}

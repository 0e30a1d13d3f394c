package dev.wirelab.load.connection;

import dev.wirelab.load.gatling.LoadAction;
import io.gatling.commons.validation.Success;
import io.gatling.commons.validation.Validation;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.internal.Expressions;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The steps of a scenario on connections: `step("join").send(…)`. Each writes a row with its name
/// in Gatling's report. A virtual user has at most one stream, of lines, a WebSocket or an event
/// stream, and one connection for requests.
public final class ConnectionStep {
    private final String name;

    private ConnectionStep(String name) {
        this.name = name;
    }

    /// Names the next step.
    public static ConnectionStep step(String name) {
        return new ConnectionStep(name);
    }

    /// Opens the virtual user's stream and passes each of its messages to a listener, on the user's
    /// event loop. Continues when the stream is open.
    public ActionBuilder connect(
            Function<Session, Framing> framing, Function<Session, Consumer<Message>> listener) {
        return connect(framing, listener, null);
    }

    /// The same, and continues at the first message that meets the condition.
    ///
    /// @param until the condition; null: continues when the stream is open
    public ActionBuilder connect(
            Function<Session, Framing> framing,
            Function<Session, Consumer<Message>> listener,
            @Nullable Predicate<Message> until) {
        return open(user -> new Connection(framing.apply(user), listener.apply(user)), until);
    }

    /// Opens the virtual user's stream and passes each of its messages to a listener, with a
    /// function that sends an answer, on the user's event loop. Continues when the stream is open.
    public ActionBuilder converse(
            Function<Session, Framing> framing,
            Function<Session, BiConsumer<Message, Consumer<String>>> listener) {
        return open(user -> new Connection(framing.apply(user), listener.apply(user)), null);
    }

    private ActionBuilder open(
            Function<Session, Connection> opened, @Nullable Predicate<Message> until) {
        return LoadAction.with(name, context -> new StreamStep(components(context), opened, until));
    }

    /// Sends one text on the stream and continues immediately.
    public ActionBuilder send(Function<Session, String> text) {
        return send(text, Connection::send);
    }

    /// Sends bytes on the stream, as a binary message where it is a WebSocket, and continues
    /// immediately.
    public ActionBuilder sendBytes(Function<Session, byte[]> bytes) {
        return send(bytes, Connection::send);
    }

    private <T> ActionBuilder send(
            Function<Session, T> content, BiFunction<Connection, T, @Nullable String> send) {
        return LoadAction.of(
                name,
                (session, execution) -> {
                    Connection stream = stream(session);
                    String problem = stream.ending();
                    execution.finish(
                            session,
                            problem == null
                                    ? send.apply(stream, content.apply(new Session(session)))
                                    : problem);
                });
    }

    /// Sends one text on the stream and continues at the first message that meets the condition;
    /// fails if none did in time or the connection ended. The time of the row is that of the whole
    /// exchange.
    public ActionBuilder exchange(
            Function<Session, String> text,
            Duration limit,
            BiPredicate<Message, Session> condition) {
        return exchange(text, limit, condition, (_, user) -> user);
    }

    /// The same, and passes the message on.
    ///
    /// @param take reads the message and returns the session to continue with; if it throws, the
    ///   step fails
    public ActionBuilder exchange(
            Function<Session, String> text,
            Duration limit,
            BiPredicate<Message, Session> condition,
            BiFunction<Message, Session, Session> take) {
        return LoadAction.of(
                name,
                (session, execution) -> {
                    Session user = new Session(session);
                    String sent = text.apply(user);
                    Connection stream = stream(session);
                    stream.await(
                            message -> condition.test(message, user),
                            limit,
                            (message, problem) -> finish(message, problem, user, take, execution));
                    stream.send(sent);
                });
    }

    /// Ends a step with the session that `take` returns, or with its exception as the problem.
    static void finish(
            @Nullable Message message,
            @Nullable String problem,
            Session user,
            BiFunction<Message, Session, Session> take,
            LoadAction.Execution execution) {
        Session taken = user;
        String failure = problem;
        if (message != null && problem == null) {
            try {
                taken = take.apply(message, user);
            } catch (RuntimeException e) {
                failure = e.toString();
            }
        }
        execution.finish(taken.asScala(), failure);
    }

    /// A text in Gatling's expression language, such as `hello #{name}`; the step fails if an
    /// attribute is missing.
    public static Function<Session, String> el(String expression) {
        var compiled = Expressions.toStringExpression(expression);
        return user ->
                switch (compiled.apply(user.asScala())) {
                    case Success<String> success -> success.value();
                    case Validation<String> failure ->
                            throw new IllegalArgumentException(failure.toString());
                };
    }

    /// Continues when a condition is met, which is tested now and after each message of the stream.
    /// Fails like [#exchange].
    public ActionBuilder await(Duration limit, Predicate<Session> condition) {
        return LoadAction.of(
                name,
                (session, execution) -> {
                    Session user = new Session(session);
                    if (condition.test(user)) {
                        execution.finish(session, null);
                        return;
                    }
                    stream(session)
                            .await(
                                    _ -> condition.test(user),
                                    limit,
                                    (_, problem) -> execution.finish(session, problem));
                });
    }

    /// Closes the stream.
    public ActionBuilder close() {
        return LoadAction.of(
                name,
                (session, execution) -> {
                    Slot.STREAM.of(session).ifPresent(Connection::close);
                    execution.finish(session, null);
                });
    }

    /// Sends a request and continues at its response, on the virtual user's kept-alive connection,
    /// or on a new one if there is none. Fails if the response has another status.
    ///
    /// @param status the expected status
    public ActionBuilder request(int status, Function<Session, Request> request) {
        return request(status, request, (_, user) -> user);
    }

    /// The same, and passes the response on.
    ///
    /// @param take reads the response and returns the session to continue with; if it throws, the
    ///   step fails
    public ActionBuilder request(
            int status,
            Function<Session, Request> request,
            BiFunction<Message, Session, Session> take) {
        return request(Set.of(status), request, take);
    }

    /// The same with several expected statuses.
    public ActionBuilder request(
            Set<Integer> statuses,
            Function<Session, Request> request,
            BiFunction<Message, Session, Session> take) {
        return LoadAction.with(
                name, context -> new RequestStep(components(context), statuses, request, take));
    }

    private static Connection stream(io.gatling.core.session.Session session) {
        return Slot.STREAM
                .of(session)
                .orElseThrow(() -> new IllegalStateException("it is not connected"));
    }

    private static ConnectionProtocol.Components components(ScenarioContext context) {
        return context.protocolComponentsRegistry().components(ConnectionProtocol.KEY);
    }
}

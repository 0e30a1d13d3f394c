package dev.wirelab.load.tcp;

import dev.wirelab.load.gatling.LoadAction;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The steps of a TCP scenario: `Tcp.tcp("join").send(…)`. Each writes a row with its name in
/// Gatling's report. A virtual user has at most one TCP connection.
public final class Tcp {
    private final String name;

    /// Called for each line of a connection, on its event loop.
    @FunctionalInterface
    public interface LineListener {
        /// Takes a line.
        ///
        /// @param line the line without its end
        /// @param nanos when it was read, on the monotonic clock
        void onLine(String line, long nanos);
    }

    /// The condition that a step waits for; called for each line, on the event loop.
    @FunctionalInterface
    public interface LineCondition {
        /// Tests a line.
        ///
        /// @param nanos when the line was read, on the monotonic clock
        /// @return whether the wait is over
        boolean test(String line, long nanos, Session session);
    }

    private Tcp(String name) {
        this.name = name;
    }

    /// Names the next step.
    public static Tcp tcp(String name) {
        return new Tcp(name);
    }

    /// Connects, and passes every line of the connection to a listener.
    public ActionBuilder connect(Function<Session, LineListener> listener) {
        return LoadAction.with(
                name,
                context -> {
                    TcpProtocol.Components components =
                            context.protocolComponentsRegistry().components(TcpProtocol.KEY);
                    return (session, action) -> {
                        long start = action.nowMillis();
                        var connection = new LineConnection(listener.apply(new Session(session)));
                        var _ =
                                components
                                        .connect(session.eventLoop(), connection)
                                        .addListener(connected ->
                                                action.finish(
                                                        connection.into(session),
                                                        start,
                                                        connected.isSuccess()
                                                                ? null
                                                                : String.valueOf(
                                                                        connected.cause())));
                    };
                });
    }

    /// Sends one line and continues immediately.
    public ActionBuilder send(Function<Session, String> line) {
        return LoadAction.of(
                name,
                (session, action) -> {
                    long start = action.nowMillis();
                    LineConnection connection = LineConnection.of(session).orElseThrow();
                    String ending = connection.ending();
                    if (ending == null) {
                        connection.send(line.apply(new Session(session)));
                    }
                    action.finish(session, start, ending);
                });
    }

    /// Sends one line and continues when a line meets the condition; fails when none did in time or
    /// the connection ended. The time of the row is that of the whole exchange.
    public ActionBuilder exchange(
            Function<Session, String> line, Duration limit, LineCondition condition) {
        return await(line, limit, condition);
    }

    /// Sends nothing and continues when a line meets the condition; fails as [#exchange] does.
    public ActionBuilder await(Duration limit, LineCondition condition) {
        return await(null, limit, condition);
    }

    private ActionBuilder await(
            @Nullable Function<Session, String> line, Duration limit, LineCondition condition) {
        return LoadAction.of(
                name,
                (session, action) -> {
                    long start = action.nowMillis();
                    LineConnection connection = LineConnection.of(session).orElseThrow();
                    Session user = new Session(session);
                    connection.await(
                            (received, nanos) -> condition.test(received, nanos, user),
                            limit,
                            problem -> action.finish(session, start, problem));
                    if (line != null) {
                        connection.send(line.apply(user));
                    }
                });
    }

    /// Closes the connection.
    public ActionBuilder close() {
        return LoadAction.of(
                name,
                (session, action) -> {
                    long start = action.nowMillis();
                    LineConnection.of(session).ifPresent(LineConnection::close);
                    action.finish(session, start, null);
                });
    }
}

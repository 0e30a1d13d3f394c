package dev.wirelab.load.tcp;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.function.Function;

/// The steps of a TCP scenario: `Tcp.tcp("join").send(…)`. Each writes a row of its name in
/// Gatling's report. A virtual user has at most one TCP connection.
public final class Tcp {
    private static final LineListener NOBODY = (_, _) -> {};

    private final String name;

    private Tcp(String name) {
        this.name = name;
    }

    /// Names the next step.
    public static Tcp tcp(String name) {
        return new Tcp(name);
    }

    /// Connects.
    public ActionBuilder connect() {
        return connect(_ -> NOBODY);
    }

    /// Connects, and tells every line of the connection to a listener.
    public ActionBuilder connect(Function<Session, LineListener> listener) {
        return () -> (context, next) -> new TcpConnect(name, listener, context, next);
    }

    /// Sends one line and goes on at once.
    public ActionBuilder send(Function<Session, String> line) {
        return () -> (context, next) -> new TcpSend(name, line, context, next);
    }

    /// Sends one line and goes on when a line meets the condition; fails when none did in time or
    /// the connection ended. The row's time is that of the whole exchange.
    public ActionBuilder exchange(
            Function<Session, String> line, Duration limit, LineCondition condition) {
        return () ->
                (context, next) -> new TcpAwait(name, line, _ -> limit, condition, context, next);
    }

    /// Sends nothing and goes on when a line meets the condition; fails as [#exchange] does.
    public ActionBuilder await(Function<Session, Duration> limit, LineCondition condition) {
        return () -> (context, next) -> new TcpAwait(name, null, limit, condition, context, next);
    }

    /// Closes the connection.
    public ActionBuilder close() {
        return () -> (context, next) -> new TcpClose(name, context, next);
    }
}

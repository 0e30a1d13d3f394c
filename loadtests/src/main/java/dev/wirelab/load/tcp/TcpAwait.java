package dev.wirelab.load.tcp;

import dev.wirelab.load.gatling.LoadAction;
import io.gatling.core.action.Action;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

final class TcpAwait extends LoadAction {
    private final @Nullable Function<Session, String> line;
    private final Function<Session, Duration> limit;
    private final LineCondition condition;

    TcpAwait(
            String name,
            @Nullable Function<Session, String> line,
            Function<Session, Duration> limit,
            LineCondition condition,
            ScenarioContext context,
            Action next) {
        super(name, context, next);
        this.line = line;
        this.limit = limit;
        this.condition = condition;
    }

    @Override
    protected void run(io.gatling.core.session.Session session) {
        long start = nowMillis();
        TcpConnection connection = TcpConnection.of(session).orElseThrow();
        Session user = new Session(session);
        connection.await(
                (received, nanos) -> condition.test(received, nanos, user),
                limit.apply(user),
                problem -> {
                    row(session, start, problem);
                    next(problem == null ? session : session.markAsFailed());
                });
        if (line != null) {
            connection.send(line.apply(user));
        }
    }
}

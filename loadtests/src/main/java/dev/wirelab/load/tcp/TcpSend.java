package dev.wirelab.load.tcp;

import dev.wirelab.load.gatling.LoadAction;
import io.gatling.core.action.Action;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.Session;
import java.util.function.Function;

final class TcpSend extends LoadAction {
    private final Function<Session, String> line;

    TcpSend(String name, Function<Session, String> line, ScenarioContext context, Action next) {
        super(name, context, next);
        this.line = line;
    }

    @Override
    protected void run(io.gatling.core.session.Session session) {
        long start = nowMillis();
        TcpConnection connection = TcpConnection.of(session).orElseThrow();
        String ending = connection.ending();
        if (ending == null) {
            connection.send(line.apply(new Session(session)));
        }
        row(session, start, ending);
        next(ending == null ? session : session.markAsFailed());
    }
}

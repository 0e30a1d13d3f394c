package dev.wirelab.load.tcp;

import dev.wirelab.load.gatling.LoadAction;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;

final class TcpClose extends LoadAction {
    TcpClose(String name, ScenarioContext context, Action next) {
        super(name, context, next);
    }

    @Override
    protected void run(Session session) {
        long start = nowMillis();
        TcpConnection.of(session).ifPresent(TcpConnection::close);
        row(session, start, null);
        next(session);
    }
}

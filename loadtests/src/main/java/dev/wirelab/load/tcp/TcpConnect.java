package dev.wirelab.load.tcp;

import dev.wirelab.load.gatling.LoadAction;
import io.gatling.core.action.Action;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.Session;
import java.util.function.Function;

final class TcpConnect extends LoadAction {
    private final TcpComponents components;
    private final Function<Session, LineListener> listener;

    TcpConnect(
            String name,
            Function<Session, LineListener> listener,
            ScenarioContext context,
            Action next) {
        super(name, context, next);
        this.components = context.protocolComponentsRegistry().components(TcpProtocol.KEY);
        this.listener = listener;
    }

    @Override
    protected void run(io.gatling.core.session.Session session) {
        long start = nowMillis();
        var connection = new TcpConnection(listener.apply(new Session(session)));
        var _ =
                components
                        .connect(session.eventLoop(), connection)
                        .addListener(connected -> {
                            if (connected.isSuccess()) {
                                row(session, start, null);
                                next(connection.into(session));
                            } else {
                                row(session, start, String.valueOf(connected.cause()));
                                next(session.markAsFailed());
                            }
                        });
    }
}

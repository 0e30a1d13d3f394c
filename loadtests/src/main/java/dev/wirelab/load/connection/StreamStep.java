package dev.wirelab.load.connection;

import dev.wirelab.load.gatling.LoadAction;
import io.gatling.core.session.Session;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Opens a virtual user's stream: on a connection of its own or, over HTTP/2, as a stream of the
/// connection for requests, which is opened if there is none.
///
/// @param stream makes the connection, which is not open yet
/// @param until the message to wait for; null: continues when the stream is open
record StreamStep(
        ConnectionProtocol.Components components,
        Function<io.gatling.javaapi.core.Session, Connection> stream,
        @Nullable Predicate<Message> until)
        implements LoadAction.Step {
    @Override
    public void run(Session session, LoadAction.Execution execution) {
        Connection opened = stream.apply(new io.gatling.javaapi.core.Session(session));
        if (!components.protocol().http2()) {
            components.open(
                    opened,
                    components.protocol().stream(),
                    session.eventLoop(),
                    until,
                    (_, problem) -> execution.finish(Slot.STREAM.put(session, opened), problem));
            return;
        }
        Optional<Connection> kept = Slot.REQUESTS.of(session);
        if (kept.isPresent() && kept.get().ending() == null) {
            share(kept.get(), opened, session, execution);
        } else {
            Connection shared = components.forRequests();
            Session user = Slot.REQUESTS.put(session, shared);
            components.open(
                    shared,
                    components.protocol().http(),
                    session.eventLoop(),
                    null,
                    (_, problem) -> {
                        if (problem == null) {
                            share(shared, opened, user, execution);
                        } else {
                            execution.finish(user, problem);
                        }
                    });
        }
    }

    private void share(
            Connection shared, Connection opened, Session user, LoadAction.Execution execution) {
        components.open(
                opened,
                shared,
                until,
                (_, problem) -> execution.finish(Slot.STREAM.put(user, opened), problem));
    }
}

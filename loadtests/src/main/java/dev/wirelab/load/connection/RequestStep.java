package dev.wirelab.load.connection;

import dev.wirelab.load.gatling.LoadAction;
import io.gatling.core.session.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A request and its response, on the virtual user's kept-alive connection, or on a new one if
/// there is none.
///
/// A server may close a kept-alive connection just when a request is sent on it. If nothing was
/// read since, an idempotent request is repeated once on a new connection. Any other request, such
/// as a `POST`, may have been executed, so it fails (RFC 9112 §9.3.1).
///
/// @param statuses the expected statuses
/// @param take returns the session to continue with
record RequestStep(
        ConnectionProtocol.Components components,
        Set<Integer> statuses,
        Function<io.gatling.javaapi.core.Session, Request> request,
        BiFunction<Message, io.gatling.javaapi.core.Session, io.gatling.javaapi.core.Session> take)
        implements LoadAction.Step {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Override
    public void run(Session session, LoadAction.Execution execution) {
        Request sent = request.apply(new io.gatling.javaapi.core.Session(session));
        Optional<Connection> kept = Slot.REQUESTS.of(session);
        if (kept.isPresent() && kept.get().ending() == null) {
            exchange(kept.get(), true, sent, session, execution);
        } else {
            open(sent, session, execution);
        }
    }

    private void open(Request sent, Session session, LoadAction.Execution execution) {
        Connection opened = components.forRequests();
        Session user = Slot.REQUESTS.put(session, opened);
        components.open(
                opened,
                components.protocol().http(),
                session.eventLoop(),
                null,
                (_, problem) -> {
                    if (problem == null) {
                        exchange(opened, false, sent, user, execution);
                    } else {
                        execution.finish(user, problem);
                    }
                });
    }

    private void exchange(
            Connection connection,
            boolean reused,
            Request sent,
            Session user,
            LoadAction.Execution execution) {
        long before = connection.lastReadNanos();
        connection.await(
                _ -> true,
                LIMIT,
                (response, problem) -> {
                    boolean closed =
                            connection.ending() != null && connection.lastReadNanos() == before;
                    if (response != null) {
                        responded(response, user, execution);
                    } else if (reused && closed && sent.isIdempotent()) {
                        open(sent, user, execution);
                    } else {
                        // A response that comes later must not be taken for that to another
                        // request.
                        connection.close();
                        execution.finish(user, problem);
                    }
                });
        ClientTraffic traffic = components.protocol().traffic();
        if (traffic != null) {
            traffic.request();
        }
        connection.send(sent.under(components.protocol().path()));
    }

    private void responded(Message response, Session user, LoadAction.Execution execution) {
        String refusal = null;
        if (!statuses.contains(response.status())) {
            refusal =
                    HttpStream.withBody(
                            "expected %s and got %d".formatted(expected(), response.status()),
                            response.text());
        }
        ConnectionStep.finish(
                response, refusal, new io.gatling.javaapi.core.Session(user), take, execution);
    }

    private String expected() {
        return statuses.stream().sorted().map(String::valueOf).collect(Collectors.joining(" or "));
    }
}

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
/// @param statuses the expected statuses
/// @param take returns the session to continue with
record RequestStep(
        ConnectionProtocol.Components components,
        Set<Integer> statuses,
        Function<io.gatling.javaapi.core.Session, Request> request,
        BiFunction<Message, io.gatling.javaapi.core.Session, io.gatling.javaapi.core.Session> take)
        implements LoadAction.Step {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MOST_OF_A_REFUSAL = 200;

    @Override
    public void run(Session session, LoadAction.Execution execution) {
        Request sent = request.apply(new io.gatling.javaapi.core.Session(session));
        Optional<Connection> kept = Slot.REQUESTS.of(session);
        if (kept.isPresent() && kept.get().ending() == null) {
            exchange(kept.get(), sent, session, execution);
            return;
        }
        Connection opened = new Connection(new HttpFraming(), _ -> {});
        Session user = Slot.REQUESTS.put(session, opened);
        components.open(
                opened,
                components.protocol().http(),
                session.eventLoop(),
                null,
                (_, problem) -> {
                    if (problem == null) {
                        exchange(opened, sent, user, execution);
                    } else {
                        execution.finish(user, problem);
                    }
                });
    }

    private void exchange(
            Connection connection, Request sent, Session user, LoadAction.Execution execution) {
        connection.await(
                _ -> true,
                LIMIT,
                (response, problem) -> {
                    if (response == null) {
                        // A response that comes later must not be taken for that to another
                        // request.
                        connection.close();
                        execution.finish(user, problem);
                    } else {
                        responded(response, user, execution);
                    }
                });
        ClientTraffic traffic = components.protocol().traffic();
        if (traffic != null) {
            traffic.request();
        }
        connection.send(sent.text(connection.host(), ""));
    }

    private void responded(Message response, Session user, LoadAction.Execution execution) {
        Session taken = user;
        String problem = null;
        if (statuses.contains(response.status())) {
            try {
                taken = take.apply(response, new io.gatling.javaapi.core.Session(user)).asScala();
            } catch (RuntimeException e) {
                problem = e.toString();
            }
        } else {
            String text = response.text();
            String shown = text.substring(0, Math.min(text.length(), MOST_OF_A_REFUSAL));
            problem =
                    "expected %s and got %d: %s"
                            .formatted(expected(), response.status(), shown)
                            .strip();
        }
        execution.finish(taken, problem);
    }

    private String expected() {
        return statuses.stream().sorted().map(String::valueOf).collect(Collectors.joining(" or "));
    }
}

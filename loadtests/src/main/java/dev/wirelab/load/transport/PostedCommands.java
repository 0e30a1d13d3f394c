package dev.wirelab.load.transport;

import static dev.wirelab.load.connection.ConnectionStep.step;
import static io.gatling.javaapi.core.CoreDsl.exec;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.load.connection.Request;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.util.Optional;
import java.util.function.Function;

/// Commands by `POST /api/commands`, for the transports whose connections carry none.
///
/// @param transport the id of the transport that they are charged to
/// @param fresh whether each has a connection of its own
record PostedCommands(String transport, boolean fresh) {
    /// Joins a group, if there is one.
    ChainBuilder join(Optional<Function<Session, Address.Group>> group) {
        return group.map(joined ->
                        exec(
                                step("join")
                                        .request(
                                                200,
                                                user ->
                                                        post(
                                                                user,
                                                                EventLines.join(joined.apply(user)),
                                                                false))))
                .orElse(exec(user -> user));
    }

    /// Publishes one message and takes its answer.
    ActionBuilder publish(PublishScript script, AnswerListener answers) {
        return step("publish")
                .request(
                        200,
                        user ->
                                post(
                                        user,
                                        EventLines.json(script.source().apply(user).next()),
                                        script.binary()),
                        (response, user) -> {
                            EventLines.feed(answers, response);
                            return user;
                        });
    }

    private Request post(Session user, String command, boolean binary) {
        String target =
                "/api/commands?transport="
                        + transport
                        + (binary ? "&" + StreamSteps.VERSION_2 : "");
        return new Request("POST", target, SessionSteps.token(user), command).closing(fresh);
    }
}

package dev.wirelab.load.transport;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import dev.wirelab.core.protocol.Address;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.util.function.Function;

/// Commands by `POST /api/commands`, for the transports whose connections carry none.
///
/// @param transport the id of the transport that they are charged to
record PostedCommands(String transport) {
    /// Joins a group.
    HttpRequestActionBuilder join(Function<Session, Address.Group> group) {
        return post("join", user -> EventLines.join(group.apply(user)))
                .check(
                        bodyString()
                                .transform(body -> EventLines.hasOk(body, EventLines.JOIN))
                                .is(true));
    }

    /// Publishes one message and takes its answer.
    HttpRequestActionBuilder publish(PublishScript script, AnswerListener answers) {
        return post("publish", user -> EventLines.json(script.source().apply(user).next()))
                .check(
                        bodyString()
                                .transform(body -> {
                                    EventLines.feed(answers, body, System.nanoTime());
                                    return true;
                                })
                                .is(true));
    }

    private HttpRequestActionBuilder post(String name, Function<Session, String> command) {
        return http(name)
                .post("/api/commands?transport=" + transport)
                .header("authorization", SessionSteps.BEARER)
                .header("content-type", "application/json")
                .body(StringBody(command))
                .check(status().is(200));
    }
}

package dev.wirelab.load.example;

import static dev.wirelab.load.connection.ConnectionStep.el;
import static dev.wirelab.load.connection.ConnectionStep.step;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dev.wirelab.load.connection.ConnectionProtocol;
import dev.wirelab.load.connection.Framing;
import dev.wirelab.load.connection.Request;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/// The example of README-client.md: users who log in over HTTP, open a WebSocket, publish a text
/// and wait for the server's answer to it.
public final class ChatSimulation extends Simulation {
    private static final String LAB = System.getProperty("lab", "http://127.0.0.1:7070");
    private static final String SAY =
            "{\"type\":\"say\",\"id\":\"1\",\"to\":\"@#{name}\",\"text\":\"hello\"}";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /// Called by Gatling.
    public ChatSimulation() {
        ScenarioBuilder chat =
                scenario("chat")
                        .exec(user -> user.set("name", "user-" + user.userId()))
                        .exec(
                                step("log in")
                                        .request(
                                                201,
                                                user -> logIn(user.getString("name")),
                                                (answer, user) ->
                                                        user.set("token", token(answer.text()))))
                        .exitHereIfFailed()
                        .exec(
                                step("connect")
                                        .connect(
                                                user ->
                                                        Framing.webSocket(
                                                                "/ws", user.getString("token")),
                                                _ -> _ -> {}))
                        .exec(
                                step("say")
                                        .exchange(
                                                el(SAY),
                                                LIMIT,
                                                (message, _) ->
                                                        message.text().contains("\"id\":\"1\""),
                                                (message, user) ->
                                                        user.set("answer", message.text())))
                        .exec(step("close").close());
        setUp(chat.injectOpen(rampUsers(20).during(2)).protocols(ConnectionProtocol.to(LAB)));
    }

    private static Request logIn(String name) {
        return new Request("POST", "/api/sessions", null, "{\"user\":\"" + name + "\"}");
    }

    private static String token(String answer) {
        return answer.replaceFirst(".*\"token\":\"([^\"]*)\".*", "$1");
    }
}

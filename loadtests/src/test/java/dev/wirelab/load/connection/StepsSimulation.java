package dev.wirelab.load.connection;

import static dev.wirelab.load.connection.ConnectionStep.step;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dev.wirelab.load.gatling.WaitSteps;
import dev.wirelab.load.run.Runner;
import io.gatling.app.Gatling$;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A Gatling simulation of scenarios with one virtual user each, and the program that executes it:
/// a process can do so only once. It prints what each user noted, one line for each scenario.
public final class StepsSimulation extends Simulation {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody";
    private static final Map<String, List<String>> NOTES = new ConcurrentHashMap<>();

    /// Called by Gatling.
    public StepsSimulation() {
        List<PopulationBuilder> all = new ArrayList<>();
        all.add(
                one(
                        "text throws",
                        ScriptedServer.Peer::awaitEnd,
                        connect()
                                .exec(
                                        step("exchange")
                                                .exchange(
                                                        _ -> fail("no text"),
                                                        SHORT,
                                                        (_, _) -> true))));
        all.add(
                one(
                        "condition throws",
                        client -> client.send(client.line() + "\n"),
                        connect()
                                .exec(
                                        step("exchange")
                                                .exchange(
                                                        _ -> "text",
                                                        LONG,
                                                        (_, _) -> fail("no") != null))));
        all.add(
                one(
                        "no answer",
                        ScriptedServer.Peer::awaitEnd,
                        connect()
                                .exec(step("exchange").exchange(_ -> "?", SHORT, (_, _) -> true))));
        all.add(
                one(
                        "the server leaves",
                        ScriptedServer.Peer::line,
                        connect().exec(step("exchange").exchange(_ -> "?", LONG, (_, _) -> true))));
        all.add(
                one(
                        "sent after the close",
                        ScriptedServer.Peer::awaitEnd,
                        connect()
                                .exec(step("close").close())
                                .exec(step("send").send(_ -> "late"))));
        all.add(one("the user ends", StepsSimulation::noteTheEnd, connect()));
        all.add(
                one(
                        "taken from a response",
                        client -> {
                            client.head();
                            client.send(RESPONSE);
                            client.head();
                            client.send(RESPONSE);
                            client.awaitEnd();
                        },
                        exec(get(200).request(
                                                200,
                                                _ -> new Request("GET", "/", null, null),
                                                (response, user) ->
                                                        user.set("taken", response.text())))
                                .exec(
                                        get(200).request(
                                                        200,
                                                        user -> {
                                                            note("taken", user.getString("taken"));
                                                            return new Request(
                                                                    "GET", "/", null, null);
                                                        }))));
        all.add(
                one(
                        "another status",
                        client -> {
                            client.head();
                            client.send(RESPONSE);
                            client.awaitEnd();
                        },
                        exec(get(201).request(201, _ -> new Request("GET", "/", null, null)))));
        all.add(
                one(
                        "taking throws",
                        client -> {
                            client.head();
                            client.send(RESPONSE);
                            client.awaitEnd();
                        },
                        exec(
                                get(200).request(
                                                200,
                                                _ -> new Request("GET", "/", null, null),
                                                (_, user) ->
                                                        user.set("x", fail("nothing to take"))))));
        all.add(idleEnds("an idle connection ends", "GET"));
        all.add(idleEnds("an idle connection ends before a POST", "POST"));
        all.add(
                one(
                        "saved from an exchange",
                        client -> client.send(client.line() + "\n"),
                        connect()
                                .exec(user -> user.set("name", "Ada"))
                                .exec(
                                        step("exchange")
                                                .exchange(
                                                        ConnectionStep.el("hello #{name}"),
                                                        LONG,
                                                        (_, _) -> true,
                                                        (message, user) ->
                                                                user.set("saved", message.text())))
                                .exec(user -> {
                                    note("saved", user.getString("saved"));
                                    return user;
                                })));
        all.add(
                one(
                        "an attribute is missing",
                        ScriptedServer.Peer::awaitEnd,
                        connect().exec(step("send").send(ConnectionStep.el("#{nobody}")))));
        setUp(all).maxDuration(20);
    }

    /// A user whose kept-alive connection the server closes when it has read the second request.
    private PopulationBuilder idleEnds(String name, String method) {
        return one(
                name,
                exec(request("GET"), request(method)),
                client -> {
                    client.head();
                    client.send(RESPONSE);
                    client.head();
                },
                client -> {
                    client.head();
                    client.send(RESPONSE);
                    client.awaitEnd();
                });
    }

    private static ActionBuilder request(String method) {
        return step(method).request(200, _ -> new Request(method, "/", null, null));
    }

    private static ConnectionStep get(int status) {
        return step("get " + status);
    }

    private static ChainBuilder connect() {
        return exec(step("connect").connect(_ -> Framing.lines(), _ -> _ -> {}));
    }

    /// A user notes once that it has come to the end of its steps, and whether one of them failed;
    /// then it waits longer than any of them may.
    private PopulationBuilder one(String name, ScriptedServer.Script script, ChainBuilder steps) {
        return one(name, steps, script);
    }

    private PopulationBuilder one(
            String name, ChainBuilder steps, ScriptedServer.Script... scripts) {
        ScriptedServer server = new ScriptedServer(scripts);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        return scenario(name)
                .exec(steps)
                .exec(user -> {
                    note(name, user.isFailed() ? "failed" : "passed");
                    return user;
                })
                .exec(WaitSteps.until(_ -> until))
                .injectOpen(atOnceUsers(1))
                .protocols(ConnectionProtocol.to("http://127.0.0.1:" + server.port()));
    }

    private static void noteTheEnd(ScriptedServer.Peer client) throws IOException {
        client.awaitEnd();
        note("the user ends", "closed");
    }

    private static void note(String name, @Nullable String what) {
        NOTES.computeIfAbsent(name, _ -> new ArrayList<>()).add(Objects.requireNonNull(what));
    }

    private static String fail(String message) {
        throw new IllegalStateException(message);
    }

    /// Executes it.
    ///
    /// @param args the folder for Gatling's results
    public static void main(String[] args) {
        Gatling$.MODULE$.fromArgs(
                new String[] {
                    "--simulation",
                    StepsSimulation.class.getName(),
                    "--results-folder",
                    args[0],
                    Runner.NO_REPORT
                });
        NOTES.forEach((name, notes) -> System.out.println("NOTED " + name + ": " + notes));
        System.exit(0);
    }
}

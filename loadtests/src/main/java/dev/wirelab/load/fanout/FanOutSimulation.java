package dev.wirelab.load.fanout;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitBlockOnFail;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dev.wirelab.load.gatling.Waits;
import dev.wirelab.load.measure.Phase;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.transport.LoadProtocol;
import dev.wirelab.load.transport.LogIn;
import dev.wirelab.load.transport.ReadScript;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// The fan-out workload for any transport. Gatling makes it by its class's name, so the run comes
/// in by [#prepare].
public final class FanOutSimulation extends Simulation {
    private static final AtomicReference<FanOutRun> PREPARED = new AtomicReference<>();
    private static final String READER = "reader";
    private static final int LOG_INS_PER_SECOND = 200;
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final FanOutRun run;

    /// Called by Gatling.
    public FanOutSimulation() {
        run = Objects.requireNonNull(PREPARED.get(), "no run was prepared");
        RunSpec spec = run.spec();
        LoadProtocol protocol = run.protocol();
        int readers = spec.workload().readers();
        // Gatling ramps by whole seconds; a ramp of less than one would begin no user at all.
        Duration ramp = Duration.ofSeconds(Math.ceilDiv(readers, LOG_INS_PER_SECOND));
        setUp(
                        readers()
                                .injectOpen(rampUsers(readers).during(ramp))
                                .protocols(protocol.readerProtocols(spec.target())),
                        publisher()
                                .injectOpen(atOnceUsers(1))
                                .protocols(
                                        protocol.speakerProtocols(spec.target(), run.publisher())),
                        end().injectOpen(atOnceUsers(1)))
                .maxDuration(spec.workLimit(protocol).plusSeconds(10));
    }

    /// Sets the run of the next simulation of this process.
    static void prepare(FanOutRun run) {
        PREPARED.set(run);
    }

    private ScenarioBuilder readers() {
        ReadScript script =
                new ReadScript(
                        run.group(),
                        FanOutSimulation::reader,
                        run.spec().workload().pollTimes(),
                        run.spec().workLimit(run.protocol()));
        return scenario("readers")
                .exec(run.rows().begin())
                .exec(user -> user.set(READER, run.takeReader()))
                .exec(LogIn.logIn(user -> reader(user).user()))
                .exec(orEnd("a reader could not log in"))
                .exec(exitBlockOnFail().on(run.protocol().read(script)))
                .exec(user -> ended(user, ending(reader(user))))
                .exec(leave());
    }

    private ScenarioBuilder publisher() {
        FanOut workload = run.spec().workload();
        return scenario("publisher")
                .exec(run.rows().begin())
                .exec(LogIn.logIn(_ -> run.spec().publisherName()))
                .exec(orEnd("the publisher could not log in"))
                .exec(
                        exitBlockOnFail()
                                .on(run.protocol().openSpeaker(run.group(), run.publisher())))
                .exec(orEnd("the publisher could not enter the group"))
                .exec(user -> {
                    run.participantReady();
                    return user;
                })
                .exec(say(Phase.WARM_UP, run.warmUpBegins(), workload.warmUpMessages()))
                .exec(say(Phase.MEASURED, run.measuringBegins(), workload.messages()))
                .exec(Waits.forFuture(run::over))
                .exec(say(Phase.END, CompletableFuture.completedFuture(0L), 1))
                .exec(user -> ended(user, "the publisher stopped before the end"))
                .exec(Waits.forFuture(run::allEnded))
                .exec(leave());
    }

    /// Says the messages of one phase, each when it is due; none any more once the run is over.
    private ChainBuilder say(Phase phase, CompletableFuture<Long> begins, int messages) {
        ChainBuilder one =
                exec(Waits.until(_ -> run.publisher().nextDueNanos()))
                        .exec(run.protocol().say(run.publisher()));
        return exec(Waits.forFuture(() -> begins))
                .exec(user -> {
                    run.publisher().begin(phase, begins.join());
                    return user;
                })
                .exec(
                        repeat(messages)
                                .on(
                                        doIf(_ -> phase == Phase.END || !run.over().isDone())
                                                .then(one)));
    }

    /// Ends the simulation although virtual users are left, should they not go by themselves.
    private ScenarioBuilder end() {
        return scenario("end")
                .exec(Waits.forFuture(run::over))
                .exec(Waits.forFuture(() -> within(GOODBYE, run.allEnded())))
                .exec(Waits.forFuture(() -> within(GOODBYE, run.allLeft())))
                .exec(
                        doIf(_ -> !run.allLeft().isDone())
                                .then(exec(user -> user).stopLoadGenerator("the run is over")));
    }

    private static CompletableFuture<Void> within(Duration limit, CompletableFuture<Void> event) {
        return event.copy().completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Goes, now that everything is counted.
    private ChainBuilder leave() {
        return exec(exitBlockOnFail().on(run.protocol().close()))
                .exec(LogIn.logOut())
                .exec(this::left);
    }

    private ChainBuilder orEnd(String reason) {
        return exec(user -> user.isFailed() ? left(ended(user, reason)) : user).exitHereIfFailed();
    }

    private Session ended(Session user, String reason) {
        run.participantEnded(user.isFailed() ? reason : null);
        return user;
    }

    private Session left(Session user) {
        run.participantLeft();
        return user;
    }

    private static String ending(Reader reader) {
        return reader.hasRead()
                ? "a reader stopped before the end (Gatling's report tells at which request)"
                : "a reader could not begin to read (Gatling's report tells at which request)";
    }

    private static Reader reader(Session user) {
        return Objects.requireNonNull(user.get(READER));
    }
}

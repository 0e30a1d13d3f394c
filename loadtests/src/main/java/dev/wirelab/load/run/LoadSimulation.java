package dev.wirelab.load.run;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dev.wirelab.load.connection.ConnectionProtocol;
import dev.wirelab.load.gatling.WaitSteps;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.measure.TrustedCertificates;
import dev.wirelab.load.plan.RunSpec;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Any workload on any transport. Gatling instantiates it by its class name, so the run is passed
/// by [#prepare].
public final class LoadSimulation extends Simulation {
    /// How many virtual users start per second.
    static final int LOG_INS_PER_SECOND = 200;

    private static final AtomicReference<LoadRun> PREPARED = new AtomicReference<>();
    private static final Duration SHUTDOWN = Duration.ofSeconds(5);

    /// Called by Gatling.
    public LoadSimulation() {
        LoadRun run = Objects.requireNonNull(PREPARED.get(), "no run was prepared");
        RunSpec spec = run.spec;
        ConnectionProtocol plain = run.protocol.protocol(run.target);
        ConnectionProtocol own = run.secure ? plain.over(tls(run)) : plain;
        ConnectionProtocol spoken = run.http2 ? own.overHttp2() : own;
        ConnectionProtocol addresses =
                spec.server() == null ? spoken : spoken.counting(run.traffic);
        ReadingScenarios readers = new ReadingScenarios(run);
        PublishingScenarios publishers = new PublishingScenarios(run);
        List<PopulationBuilder> populations = new ArrayList<>();
        readers.scenarios()
                .forEach((scenario, users) ->
                        populations.add(ramp(scenario, users).protocols(addresses)));
        readers.returning()
                .forEach(scenario ->
                        populations.add(
                                scenario.injectOpen(atOnceUsers(run.population.readers().size()))
                                        .protocols(addresses)));
        publishers
                .scenarios()
                .forEach((scenario, users) ->
                        populations.add(ramp(scenario, users).protocols(addresses)));
        populations.add(end(run).injectOpen(atOnceUsers(1)));
        setUp(populations).maxDuration(spec.workLimit(run.longestDelay()).plusSeconds(10));
    }

    /// Each connection has a handshake of its own, without resuming a session. Whose certificate it
    /// is matters only where the lab was named by an https address.
    private static SslContext tls(LoadRun run) {
        Target.Secure secure = run.target.tls();
        TrustedCertificates trusted = secure == null ? null : secure.trusted();
        SslContextBuilder client = SslContextBuilder.forClient();
        try {
            if (run.http2) {
                ConnectionProtocol.offerHttp2(client);
            }
            return trusted != null
                    ? client.trustManager(trusted.managers()).build()
                    : client.trustManager(InsecureTrustManagerFactory.INSTANCE)
                            .endpointIdentificationAlgorithm(null)
                            .build();
        } catch (IOException e) {
            throw new IllegalStateException("no TLS here: " + e.getMessage(), e);
        }
    }

    /// Sets the run of the next simulation of this process.
    static void prepare(LoadRun run) {
        PREPARED.set(run);
    }

    private static PopulationBuilder ramp(ScenarioBuilder scenario, int users) {
        // Gatling ramps by whole seconds; a shorter ramp would start no user.
        Duration ramp = Duration.ofSeconds(Math.ceilDiv(users, LOG_INS_PER_SECOND));
        return scenario.injectOpen(rampUsers(users).during(ramp));
    }

    /// Ends the simulation even if virtual users do not end by themselves.
    private static ScenarioBuilder end(LoadRun run) {
        return scenario("end")
                .exec(user -> {
                    run.begun.complete(null);
                    return user;
                })
                .exec(WaitSteps.forFuture(() -> run.over))
                .exec(WaitSteps.forFuture(() -> within(SHUTDOWN, run.participants.allEnded)))
                .exec(WaitSteps.forFuture(() -> within(SHUTDOWN, run.participants.allLeft)))
                .exec(
                        doIf(_ -> !run.participants.allLeft.isDone())
                                .then(exec(user -> user).stopLoadGenerator("the run is over")));
    }

    private static CompletableFuture<Void> within(Duration limit, CompletableFuture<Void> event) {
        return event.copy().completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}

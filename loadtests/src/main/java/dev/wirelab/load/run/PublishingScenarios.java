package dev.wirelab.load.run;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitBlockOnFail;
import static io.gatling.javaapi.core.CoreDsl.repeat;

import dev.wirelab.load.gatling.WaitSteps;
import dev.wirelab.load.measure.MessagePhase;
import dev.wirelab.load.transport.PublishScript;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/// The scenarios of the publishers' virtual users.
final class PublishingScenarios {
    private static final String PUBLISHER = "publisher";

    /// A session ends 90 s after its last poll.
    private static final Duration KEEP_SESSION = Duration.ofSeconds(20);

    private final LoadRun run;

    PublishingScenarios(LoadRun run) {
        this.run = run;
    }

    /// The scenarios and their numbers of virtual users: publishers to groups, and those that send
    /// private requests and answers.
    Map<ScenarioBuilder, Integer> scenarios() {
        Map<ScenarioBuilder, Integer> scenarios = new LinkedHashMap<>();
        put(scenarios, "publishers", publisher -> publisher.stream().group().isPresent());
        put(
                scenarios,
                "requesters",
                publisher -> publisher.stream().group().isEmpty() && !publisher.answers());
        put(scenarios, "responders", StreamPublisher::answers);
        return scenarios;
    }

    private void put(
            Map<ScenarioBuilder, Integer> scenarios,
            String name,
            Predicate<StreamPublisher> which) {
        List<StreamPublisher> these = run.publishers.stream().filter(which).toList();
        if (!these.isEmpty()) {
            scenarios.put(scenario(name, these), these.size());
        }
    }

    private ScenarioBuilder scenario(String name, List<StreamPublisher> these) {
        AtomicInteger next = new AtomicInteger();
        StreamPublisher example = these.getFirst();
        PublishScript script =
                new PublishScript(
                        example.stream().group().isPresent()
                                ? Optional.of(
                                        user -> publisher(user).stream().group().orElseThrow())
                                : Optional.empty(),
                        PublishingScenarios::publisher,
                        run.workload.binary());
        ChainBuilder publish = run.protocol.publish(script, run);
        return CoreDsl.scenario(name)
                .exec(run.rows.begin())
                .exec(user -> user.set(PUBLISHER, these.get(next.getAndIncrement())))
                .exec(run.protocol.logIn(user -> publisher(user).stream().publisher()))
                .exec(orEnd("a publisher could not log in"))
                .exec(exitBlockOnFail().on(run.protocol.openPublisher(script, run)))
                .exec(orEnd("a publisher could not connect and join its group"))
                .exec(user -> {
                    run.participants.oneReady();
                    return user;
                })
                .exec(example.answers() ? answer(publish) : onSchedule(publish))
                .exec(await(() -> run.over))
                .exec(
                        scheduled(
                                MessagePhase.END,
                                CompletableFuture.completedFuture(0L),
                                _ -> 1,
                                publish))
                .exec(user -> ended(user, "a publisher stopped before the end"))
                .exec(WaitSteps.forFuture(() -> run.participants.allEnded))
                .exec(leave());
    }

    private ChainBuilder onSchedule(ChainBuilder publish) {
        return exec(scheduled(
                        MessagePhase.WARM_UP,
                        run.warmUpBegins,
                        publisher -> publisher.stream().warmUpMessages(),
                        publish))
                .exec(
                        scheduled(
                                MessagePhase.MEASURED,
                                run.measuringBegins,
                                publisher -> publisher.stream().messages(),
                                publish));
    }

    /// Publishes the messages of one phase, each when it is due, until the run is over.
    private ChainBuilder scheduled(
            MessagePhase phase,
            CompletableFuture<Long> begins,
            ToIntFunction<StreamPublisher> messages,
            ChainBuilder publish) {
        ChainBuilder one =
                exec(WaitSteps.until(user -> publisher(user).nextDueNanos())).exec(publish);
        return exec(await(() -> begins))
                .exec(user -> {
                    publisher(user).begin(phase, begins.join());
                    return user;
                })
                .exec(
                        repeat(user -> messages.applyAsInt(publisher(user)))
                                .on(
                                        doIf(_ -> phase == MessagePhase.END || !run.over.isDone())
                                                .then(one)));
    }

    /// Answers requests until the run is over.
    private ChainBuilder answer(ChainBuilder publish) {
        return exec(
                asLongAs(_ -> !run.over.isDone())
                        .on(
                                exec(WaitSteps.forFirst(
                                                user -> publisher(user).whenAsked(),
                                                () -> run.over))
                                        .exec(
                                                doIf(user -> publisher(user).whenAsked().isDone())
                                                        .then(publish))));
    }

    /// Waits and keeps the session alive meanwhile.
    private ChainBuilder await(Supplier<CompletableFuture<?>> event) {
        return asLongAs(_ -> !event.get().isDone())
                .on(
                        exec(WaitSteps.forFuture(() -> within(KEEP_SESSION, event.get())))
                                .exec(
                                        doIf(_ -> !event.get().isDone())
                                                .then(run.protocol.keepSession())));
    }

    private static CompletableFuture<?> within(Duration limit, CompletableFuture<?> event) {
        return event.thenRun(() -> {})
                .completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ChainBuilder leave() {
        return exec(exitBlockOnFail().on(run.protocol.close()))
                .exec(run.protocol.logOut())
                .exec(this::left);
    }

    private ChainBuilder orEnd(String reason) {
        return exec(user -> user.isFailed() ? left(ended(user, run.because(user, reason))) : user)
                .exitHereIfFailed();
    }

    private Session ended(Session user, String reason) {
        run.participants.oneEnded(user.isFailed() ? reason : null);
        return user;
    }

    private Session left(Session user) {
        run.participants.oneLeft();
        return user;
    }

    private static StreamPublisher publisher(Session user) {
        return Objects.requireNonNull(user.get(PUBLISHER));
    }
}

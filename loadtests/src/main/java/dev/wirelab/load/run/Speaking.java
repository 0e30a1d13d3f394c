package dev.wirelab.load.run;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitBlockOnFail;
import static io.gatling.javaapi.core.CoreDsl.repeat;

import dev.wirelab.load.gatling.Waits;
import dev.wirelab.load.measure.Phase;
import dev.wirelab.load.transport.PublishScript;
import dev.wirelab.load.transport.SessionSteps;
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

/// What the speakers' virtual users do.
final class Speaking {
    private static final String SPEAKER = "speaker";

    /// A session ends 60 s after its last poll.
    private static final Duration KEEP_SESSION = Duration.ofSeconds(20);

    private final LoadRun run;

    Speaking(LoadRun run) {
        this.run = run;
    }

    /// The scenarios, and how many virtual users each has: those who speak to a group, who ask, and
    /// who answer.
    Map<ScenarioBuilder, Integer> scenarios() {
        Map<ScenarioBuilder, Integer> scenarios = new LinkedHashMap<>();
        put(scenarios, "publishers", speaker -> speaker.stream().group().isPresent());
        put(
                scenarios,
                "who ask",
                speaker -> speaker.stream().group().isEmpty() && !speaker.answers());
        put(scenarios, "who answer", StreamSpeaker::answers);
        return scenarios;
    }

    private void put(
            Map<ScenarioBuilder, Integer> scenarios, String name, Predicate<StreamSpeaker> which) {
        List<StreamSpeaker> these = run.speakers().stream().filter(which).toList();
        if (!these.isEmpty()) {
            scenarios.put(scenario(name, these), these.size());
        }
    }

    private ScenarioBuilder scenario(String name, List<StreamSpeaker> these) {
        AtomicInteger next = new AtomicInteger();
        StreamSpeaker example = these.getFirst();
        PublishScript script =
                new PublishScript(
                        example.stream().group().isPresent()
                                ? Optional.of(user -> speaker(user).stream().group().orElseThrow())
                                : Optional.empty(),
                        Speaking::speaker);
        ChainBuilder say = run.protocol().publish(script, run);
        return CoreDsl.scenario(name)
                .exec(run.rows().begin())
                .exec(user -> user.set(SPEAKER, these.get(next.getAndIncrement())))
                .exec(SessionSteps.logIn(run.protocol(), user -> speaker(user).stream().speaker()))
                .exec(orEnd("a speaker could not log in"))
                .exec(exitBlockOnFail().on(run.protocol().openPublisher(script, run)))
                .exec(orEnd("a speaker could not connect and enter its group"))
                .exec(user -> {
                    run.participants().oneReady();
                    return user;
                })
                .exec(example.answers() ? answer(say) : speak(say))
                .exec(await(run::over))
                .exec(scheduled(Phase.END, CompletableFuture.completedFuture(0L), _ -> 1, say))
                .exec(user -> ended(user, "a speaker stopped before the end"))
                .exec(Waits.forFuture(run.participants()::allEnded))
                .exec(leave());
    }

    private ChainBuilder speak(ChainBuilder say) {
        return exec(scheduled(
                        Phase.WARM_UP,
                        run.warmUpBegins(),
                        speaker -> speaker.stream().warmUpMessages(),
                        say))
                .exec(
                        scheduled(
                                Phase.MEASURED,
                                run.measuringBegins(),
                                speaker -> speaker.stream().messages(),
                                say));
    }

    /// Says the messages of one phase, each when it is due; none any more once the run is over.
    private ChainBuilder scheduled(
            Phase phase,
            CompletableFuture<Long> begins,
            ToIntFunction<StreamSpeaker> messages,
            ChainBuilder say) {
        ChainBuilder one = exec(Waits.until(user -> speaker(user).nextDueNanos())).exec(say);
        return exec(await(() -> begins))
                .exec(user -> {
                    speaker(user).begin(phase, begins.join());
                    return user;
                })
                .exec(
                        repeat(user -> messages.applyAsInt(speaker(user)))
                                .on(
                                        doIf(_ -> phase == Phase.END || !run.over().isDone())
                                                .then(one)));
    }

    /// Answers whatever it is asked, until the run is over.
    private ChainBuilder answer(ChainBuilder say) {
        return exec(
                asLongAs(_ -> !run.over().isDone())
                        .on(
                                exec(Waits.forFirst(user -> speaker(user).whenAsked(), run::over))
                                        .exec(doIf(user -> speaker(user).isAsked()).then(say))));
    }

    /// Waits, and sees to it that the session does not end meanwhile.
    private ChainBuilder await(Supplier<CompletableFuture<?>> event) {
        return asLongAs(_ -> !event.get().isDone())
                .on(
                        exec(Waits.forFuture(() -> within(KEEP_SESSION, event.get())))
                                .exec(
                                        doIf(_ -> !event.get().isDone())
                                                .then(run.protocol().keepSession())));
    }

    private static CompletableFuture<?> within(Duration limit, CompletableFuture<?> event) {
        return event.thenRun(() -> {})
                .completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ChainBuilder leave() {
        return exec(exitBlockOnFail().on(run.protocol().close()))
                .exec(SessionSteps.logOut())
                .exec(this::left);
    }

    private ChainBuilder orEnd(String reason) {
        return exec(user -> user.isFailed() ? left(ended(user, reason)) : user).exitHereIfFailed();
    }

    private Session ended(Session user, String reason) {
        run.participants().oneEnded(user.isFailed() ? reason : null);
        return user;
    }

    private Session left(Session user) {
        run.participants().oneLeft();
        return user;
    }

    private static StreamSpeaker speaker(Session user) {
        return Objects.requireNonNull(user.get(SPEAKER));
    }
}

package dev.wirelab.load.run;

import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitBlockOnFail;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.load.gatling.WaitSteps;
import dev.wirelab.load.transport.Inbox;
import dev.wirelab.load.transport.ReadScript;
import dev.wirelab.load.transport.SessionSteps;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// The scenarios of the readers' virtual users. Each life of a reader is a virtual user of its own,
/// since Gatling closes the connections of a virtual user when it ends.
final class ReadingScenarios {
    private static final String READER = "reader";
    private static final String INBOX = "inbox";

    private final LoadRun run;
    private final int lastLife;

    ReadingScenarios(LoadRun run) {
        this.run = run;
        this.lastLife = run.disconnections.count();
    }

    /// The scenarios of the first lives and their numbers of virtual users: those that join a group
    /// and those that do not.
    Map<ScenarioBuilder, Integer> scenarios() {
        Map<ScenarioBuilder, Integer> scenarios = new LinkedHashMap<>();
        put(scenarios, "readers of groups", reader -> reader.group().isPresent());
        put(scenarios, "readers of private messages", reader -> reader.group().isEmpty());
        return scenarios;
    }

    private void put(
            Map<ScenarioBuilder, Integer> scenarios, String name, Predicate<ReaderSession> which) {
        List<ReaderSession> these = run.readers.stream().filter(which).toList();
        if (!these.isEmpty()) {
            Optional<Function<Session, Address.Group>> group =
                    these.getFirst().group().map(_ -> user -> reader(user).group().orElseThrow());
            scenarios.put(first(name, these, group), these.size());
        }
    }

    private ScenarioBuilder first(
            String name,
            List<ReaderSession> these,
            Optional<Function<Session, Address.Group>> group) {
        AtomicInteger next = new AtomicInteger();
        return scenario(name)
                .exec(run.rows.begin())
                .exec(user -> be(user, these.get(next.getAndIncrement()), 0))
                .exec(run.protocol.logIn(user -> reader(user).user()))
                .exec(this::loggedIn)
                .exitHereIfFailed()
                .exec(read(group))
                .exec(lifeIsOver(0));
    }

    private Session loggedIn(Session user) {
        if (user.isFailed()) {
            reader(user).ended(run.because(user, "a reader could not log in"));
            run.participants.oneLeft();
            return user;
        }
        reader(user).token(SessionSteps.token(user));
        return user;
    }

    /// The scenarios of the later lives: one for each cut.
    List<ScenarioBuilder> returning() {
        return IntStream.rangeClosed(1, lastLife).mapToObj(this::returning).toList();
    }

    private ScenarioBuilder returning(int life) {
        AtomicInteger next = new AtomicInteger();
        return scenario("readers after cut " + life)
                .exec(user -> be(user, run.readers.get(next.getAndIncrement()), life))
                .exec(WaitSteps.forFuture(() -> run.disconnections.reconnect(life - 1)))
                .exec(
                        doIf(user -> reader(user).token() != null)
                                .then(
                                        exec(user ->
                                                        SessionSteps.resume(
                                                                user,
                                                                Objects.requireNonNull(
                                                                        reader(user).token())))
                                                .exec(
                                                        doIf(user -> !inbox(user).isDone())
                                                                .then(read(Optional.empty())))
                                                .exec(lifeIsOver(life))));
    }

    private ChainBuilder read(Optional<Function<Session, Address.Group>> group) {
        ReadScript script =
                new ReadScript(
                        group,
                        ReadingScenarios::inbox,
                        run.workload.timing(),
                        run.spec.workLimit(run.longestDelay()),
                        run.workload.binary());
        return exec(exitBlockOnFail().on(run.protocol.read(script)));
    }

    /// Disconnects. The last life, or one that ended before it was cut, ends the reader.
    private ChainBuilder lifeIsOver(int life) {
        return exec(
                        user -> {
                            if (user.isFailed()) {
                                reader(user).ended(run.because(user, ending(reader(user))));
                            } else if (life == lastLife || reader(user).isDone()) {
                                reader(user).ended(null);
                            }
                            return user;
                        })
                .exec(exitBlockOnFail().on(run.protocol.close()))
                .exec(
                        doIf(_ -> life == lastLife)
                                .then(
                                        exec(run.protocol.logOut())
                                                .exec(user -> {
                                                    run.participants.oneLeft();
                                                    return user;
                                                })));
    }

    private Session be(Session user, ReaderSession reader, int life) {
        return user.set(READER, reader).set(INBOX, reader.life(life));
    }

    private static String ending(ReaderSession reader) {
        return reader.hasRead()
                ? "a reader stopped before the end"
                : "a reader could not begin to read";
    }

    private static ReaderSession reader(Session user) {
        return Objects.requireNonNull(user.get(READER));
    }

    private static Inbox inbox(Session user) {
        return Objects.requireNonNull(user.get(INBOX));
    }
}

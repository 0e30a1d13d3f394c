package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wirelab.load.capacity.Limit;
import dev.wirelab.load.cli.LoadMain;
import dev.wirelab.load.result.CapacityResult;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.RunFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// A resource is exhausted, and one step of a search, which is a process of its own, must report
/// which one.
@Tag("deep")
@Timeout(180)
@EnabledOnOs(OS.LINUX)
@Isolated("measures")
final class CapacityLimitTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final List<String> ON_ONE_CORE = List.of("taskset", "-c", "0");

    @TempDir Path folder = Path.of("");

    /// Both have one core.
    @Test
    void coresThatBothShareAreReported() throws Exception {
        assumeOneCanBeBound();
        assertThat(limit(ON_ONE_CORE, _ -> {}, "--from=500", "--rate=300"))
                .isEqualTo(Limit.SHARED_CPU);
    }

    private static void assumeOneCanBeBound() throws InterruptedException {
        List<String> command = new ArrayList<>(ON_ONE_CORE);
        command.add("true");
        try {
            Process tried =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            assumeTrue(
                    tried.waitFor(10, TimeUnit.SECONDS) && tried.exitValue() == 0,
                    "programs cannot be bound to the first core here");
        } catch (IOException e) {
            assumeTrue(false, "no taskset (util-linux): " + e.getMessage());
        }
    }

    /// The load generator is stopped for one of three seconds.
    @Test
    void aLoadGeneratorThatIsLateIsReported() throws Exception {
        assertThat(limit(List.of(), CapacityLimitTest::stopForASecond, "--from=20", "--rate=20"))
                .isEqualTo(Limit.INJECTOR);
    }

    /// Stops the one of the search's two processes that is not the lab.
    private static void stopForASecond(ProcessHandle search) {
        ProcessHandle run =
                search.children()
                        .filter(child ->
                                Stream.of(child.info().arguments().orElse(new String[0]))
                                        .noneMatch("serve"::equals))
                        .findFirst()
                        .orElseThrow();
        signal("-STOP", run);
        CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(() -> signal("-CONT", run));
    }

    private static void signal(String signal, ProcessHandle process) {
        try {
            var _ = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
        } catch (IOException e) {
            fail(e);
        }
    }

    /// The resource that was exhausted in two steps, of which neither could meet the objective.
    ///
    /// @param bound the command that binds the search to its cores
    /// @param measuring done when a step begins to measure
    private Limit limit(List<String> bound, Consumer<ProcessHandle> measuring, String... asked)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(bound);
        command.addAll(
                List.of(
                        JAVA,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadMain.class.getName(),
                        "capacity",
                        "--transport=tcp",
                        "--slo=p99=0.01ms",
                        "--steps=2",
                        "--warm-up=500ms",
                        "--duration=3s",
                        "--out=" + folder.resolve("results")));
        command.addAll(List.of(asked));
        Process search = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output = search.inputReader()) {
            output.lines()
                    .filter(line -> line.contains(": measuring"))
                    .forEach(_ -> measuring.accept(search.toHandle()));
            assertThat(search.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            search.destroy();
        }
        try (Stream<Path> results = Files.list(folder.resolve("results"))) {
            Path file = results.findFirst().orElseThrow().resolve("result.json");
            ComparisonResult result =
                    RunFiles.json().readValue(file.toFile(), ComparisonResult.class);
            CapacityResult.Transport searched =
                    Objects.requireNonNull(result.capacity()).transports().getFirst();
            return searched.limit();
        }
    }
}

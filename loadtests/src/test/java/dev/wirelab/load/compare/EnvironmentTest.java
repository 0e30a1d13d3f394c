package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wirelab.load.environment.Environment;
import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.lab.LabJar;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.measure.LabEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Compares what a result records about the machine and the lab with what the system and the lab's
/// process report. The lab is started as a trained one is, so that it has JVM options; the file of
/// the training is empty, which the JVM detects.
@EnabledOnOs(OS.LINUX)
@Timeout(60)
final class EnvironmentTest {
    @TempDir static Path folder = Path.of("");
    private static @Nullable MeasuredLab lab;
    private static @Nullable Environment stamped;

    @BeforeAll
    static void start() throws CannotStartException, IOException, InterruptedException {
        Path built = LabJar.find(Optional.empty());
        Path jar = folder.resolve("lab.jar");
        Files.copy(built, jar);
        Files.copy(built.resolveSibling("lab.options"), folder.resolve("lab.options"));
        Files.writeString(folder.resolve("lab.aot"), "nothing was learnt");
        MeasuredLab started = MeasuredLab.start(jar, folder.resolve("lab.log"));
        lab = started;
        stamped = Environment.now(started.environment(), started.flags(), RunProcess.FLAGS);
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void theMachineIsTheOneThatTheSystemReports() throws Exception {
        assertThat(environment().kernel()).contains(say("uname", "-s"), say("uname", "-r"));
        assertThat(environment().cores()).isLessThanOrEqualTo(number(say("nproc")));
        Path quota = Path.of("/sys/fs/cgroup/cpu.max");
        assumeTrue(
                Files.notExists(quota) || Files.readString(quota).startsWith("max"),
                "the processors are a share of those that nproc tells");
        assertThat(environment().cores()).isEqualTo(number(say("nproc")));
    }

    @Test
    void theLoadAverageIsThatOfTheLastMinute() throws IOException {
        double before = loadAverage();
        double told = Environment.currentLoad();
        double after = loadAverage();
        assertThat(told).isBetween(Math.min(before, after) - 0.01, Math.max(before, after) + 0.01);
    }

    private static double loadAverage() throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
    }

    @Test
    void theCommitIsTheOneThatGitReports() throws Exception {
        String head = say("git", "rev-parse", "HEAD");
        assumeTrue(head.matches("[0-9a-f]{40}"), "these sources are in no repository");
        String commit = environment().commit();
        assertThat(say("git", "rev-parse", commit.replace("-dirty", ""))).isEqualTo(head);
        boolean changed = !say("git", "status", "--porcelain", "--untracked-files=no").isEmpty();
        assertThat(commit.endsWith("-dirty")).isEqualTo(changed);
    }

    @Test
    void theLabsOptionsAreThoseItsProcessWasStartedWith() throws IOException {
        List<String> arguments = arguments();
        List<String> options =
                arguments.stream()
                        .limit(arguments.indexOf("-jar"))
                        .flatMap(EnvironmentTest::expanded)
                        .filter(option -> option.startsWith("-X") && !option.startsWith("-Xlog"))
                        .map(option -> option.replace(folder + "/", ""))
                        .toList();
        assertThat(options).contains("-Xms64m", "-XX:AOTCache=lab.aot");
        assertThat(arguments).contains("--ledger");

        assertThat(withoutVariables(Objects.requireNonNull(environment().labFlags())))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(options.stream(), Stream.of("--ledger")).toList());
        assertThat(told().options()).containsAll(options);
    }

    /// The lab's own command line.
    private static List<String> arguments() throws IOException {
        Path file = Path.of("/proc", Long.toString(pid()), "cmdline");
        return List.of(Files.readString(file).split("\0"));
    }

    private static Stream<String> expanded(String argument) {
        try {
            return argument.startsWith("@")
                    ? Files.readAllLines(Path.of(argument.substring(1))).stream()
                    : Stream.of(argument);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> withoutVariables(List<String> options) {
        return options.stream().filter(option -> option.startsWith("-")).toList();
    }

    @Test
    void theLabsHeapIsItsOwnAndNotTheLoadGenerators() throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Matcher most =
                Pattern.compile("-XX:MaxHeapSize=(\\d+)")
                        .matcher(say(jcmd, Long.toString(pid()), "VM.flags"));
        assertThat(most.find()).isTrue();
        // The serial collector leaves out one of its survivor spaces.
        assertThat((double) told().maxHeapBytes())
                .isCloseTo(Double.parseDouble(most.group(1)), within(2e8));
        assertThat(told().java()).contains(Runtime.version().toString());
        assertThat(environment().maxHeapBytes()).isEqualTo(Runtime.getRuntime().maxMemory());
    }

    @Test
    void theVersionsOfTheServersLibrariesAreThoseItWasBuiltWith() throws IOException {
        String pom = Files.readString(Path.of("../pom.xml"));
        Matcher javalin = Pattern.compile("<javalin.version>([^<]*)<").matcher(pom);
        assertThat(javalin.find()).isTrue();

        assertThat(environment().libraries())
                .containsEntry("lab javalin", javalin.group(1))
                .containsKeys("gatling", "netty", "jackson", "lab jackson");
        assertThat(environment().libraries().get("lab jetty")).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void aLabThatIsAlreadyRunningReportsTheSame() throws Exception {
        try (MeasuredLab elsewhere =
                MeasuredLab.elsewhere(
                        Objects.requireNonNull(lab).target().http(),
                        Optional.empty(),
                        null,
                        null)) {
            assertThat(elsewhere.environment()).contains(told());
            assertThat(elsewhere.flags()).isEmpty();
            assertThat(elsewhere.isLocal()).isTrue();
        }
    }

    private static Environment environment() {
        return Objects.requireNonNull(stamped);
    }

    private static LabEnvironment told() {
        return Objects.requireNonNull(environment().lab());
    }

    private static long pid() {
        return Objects.requireNonNull(lab).pid().orElseThrow();
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    /// What a program prints.
    private static String say(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return told.strip();
    }
}

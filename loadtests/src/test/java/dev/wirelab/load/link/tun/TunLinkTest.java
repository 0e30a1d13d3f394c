package dev.wirelab.load.link.tun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// TCP over a TUN link. In processes of its own ([TunProgram]), since only those can enter a
/// namespace.
@Tag("slow")
@Timeout(120)
final class TunLinkTest {
    private static final int RECEIVED = 256 * 1024;
    private static final int SEGMENT = 1_448;

    @TempDir Path folder = Path.of("");

    @BeforeAll
    static void needsNamespaces() throws InterruptedException {
        Optional<String> obstacle = LinkNamespace.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> "no engine tun: " + obstacle.orElse(""));
    }

    @Test
    void aHandshakeTakesARoundTripAndATransferSlowStart() throws Exception {
        Map<String, String> found = run("rtt=60ms", "transfer");

        assertThat(found.get("report")).contains("engine tun, TCP cubic");
        assertThat(number(found, "connectMicros")).isBetween(60_000L, 400_000L);
        // Ten segments, then twice as many each round trip: 256 KiB are in the fifth.
        assertThat(number(found, "transferMicros")).isBetween(4 * 60_000L, 3_000_000L);
        assertThat(number(found, "received")).isEqualTo(RECEIVED);
        assertThat(number(found, "packetsDown"))
                .isBetween(RECEIVED / SEGMENT + 2L, RECEIVED / SEGMENT + 30L);
    }

    @Test
    void theSameOverALossyLinkArrivesCompleteAndLossesAreCounted() throws Exception {
        Map<String, String> found = run("rtt=20ms,loss=3%", "transfer");

        assertThat(number(found, "received")).isEqualTo(RECEIVED);
        double packets = number(found, "packetsDown") + (double) number(found, "packetsUp");
        assertThat(number(found, "lost") / packets).isCloseTo(0.03, within(0.025));
    }

    @Test
    void aConnectionThatWasCutIsReset() throws Exception {
        Map<String, String> found = run("rtt=10ms,cut=200ms", "cut");

        assertThat(found).containsEntry("before", "1").containsEntry("after", "Connection reset");
    }

    @Test
    void anUnknownCongestionControlIsNamedWithTheKnownOnes() throws Exception {
        Process program = start("rtt=10ms", "transfer", "vegas2");
        try (BufferedReader output = program.inputReader()) {
            assertThat(output.lines().toList())
                    .anyMatch(line ->
                            line.contains(
                                    "there is no congestion control 'vegas2' here; there are "));
        }
    }

    @Test
    void nothingOutlivesAProgramThatIsKilled() throws Exception {
        endsWithEverything("KILL");
    }

    @Test
    void nothingOutlivesAProgramThatIsInterrupted() throws Exception {
        endsWithEverything("INT");
    }

    private void endsWithEverything(String signal) throws Exception {
        Process program = start("rtt=10ms", "child");
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = program.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.startsWith("ready")) {
                    break;
                }
            }
            assertThat(lines).anyMatch(line -> line.startsWith("ready"));
            List<ProcessHandle> children = program.toHandle().descendants().toList();
            assertThat(children).isNotEmpty();
            List<String> namespaces = namespaces(program.toHandle(), children);
            assertThat(namespaces).hasSize(2).doesNotContain(namespace("self"));
            new ProcessBuilder("kill", "-" + signal, Long.toString(program.pid()))
                    .start()
                    .waitFor();
            assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
            for (ProcessHandle child : children) {
                child.onExit().get(20, TimeUnit.SECONDS);
            }
            assertThat(users(namespaces)).as("processes in the namespaces").isEmpty();
        } finally {
            program.destroyForcibly();
        }
    }

    /// The network namespaces of processes; with the last of its processes and open files one ends.
    private static List<String> namespaces(ProcessHandle program, List<ProcessHandle> children) {
        return Stream.concat(Stream.of(program), children.stream())
                .map(process -> namespace(Long.toString(process.pid())))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static String namespace(String process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", process, "ns", "net")).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static List<Path> users(List<String> namespaces) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process ->
                            namespaces.contains(
                                    namespace(
                                            Objects.requireNonNull(process.getFileName())
                                                    .toString())))
                    .toList();
        }
    }

    private Map<String, String> run(String link, String what) throws Exception {
        Map<String, String> found = new LinkedHashMap<>();
        Process program = start(link, what);
        try (BufferedReader output = program.inputReader()) {
            output.lines()
                    .forEach(line -> {
                        String[] words = line.split(" ", 2);
                        found.put(words[0], words.length > 1 ? words[1] : "");
                    });
            assertThat(program.waitFor()).as(found.toString()).isZero();
            return found;
        } finally {
            program.destroyForcibly();
        }
    }

    private Process start(String link, String what, String... more) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "setsid",
                                "env",
                                "--default-signal=INT",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                TunProgram.class.getName(),
                                link,
                                folder.toString(),
                                what));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static long number(Map<String, String> found, String name) {
        return Long.parseLong(Objects.requireNonNull(found.get(name), name));
    }
}

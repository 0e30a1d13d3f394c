package dev.wirelab.load.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.RunFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk under the results is full before the second of two runs is written. Needs to mount a
/// small file system, and is skipped where that is not permitted.
@Tag("slow")
final class FullDiskTest {
    @TempDir Path disk = Path.of("");

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        assumeTrue(
                succeeds("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk.toString()),
                "mounting a tmpfs is not permitted here");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        succeeds("umount", disk.toString());
    }

    @Test
    void theRunBeforeStaysAndTheEndIsReportedInOneLine() throws IOException {
        OutputTrigger output = new OutputTrigger("websocket/1: connecting", this::fill);
        assertThat(
                        LoadMain.commandLine()
                                .setOut(new PrintWriter(new StringWriter()))
                                .setErr(new PrintWriter(output, true))
                                .execute(
                                        "compare",
                                        "--quick",
                                        "--transports=tcp,websocket",
                                        "--readers=3",
                                        "--rate=20",
                                        "--warm-up=0s",
                                        "--duration=1s",
                                        "--out=" + disk))
                .isEqualTo(LoadMain.EXIT_FAILED);
        Path results = results();
        assertThat(output.lines())
                .filteredOn(line -> line.startsWith("lab-load: "))
                .singleElement()
                .isEqualTo(output.lines().getLast())
                .asString()
                .contains("No space left")
                .endsWith("; the results are in " + results);
        ComparisonResult result =
                RunFiles.json()
                        .readValue(results.resolve("result.json").toFile(), ComparisonResult.class);
        assertThat(result.rows()).hasSize(1);
        assertThat(result.rows().getFirst().isPerfect()).isTrue();
        assertThat(result.partial()).isTrue();
        assertThat(results.resolve("report.md"))
                .content()
                .contains("| fan-out | tcp | - | 1 | 60 | 60 |");
    }

    private Path results() throws IOException {
        try (Stream<Path> found = Files.list(disk)) {
            return found.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException e) {
            return false;
        }
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    private void fill() {
        try (OutputStream filler = Files.newOutputStream(disk.resolve("filler"))) {
            byte[] bytes = new byte[1 << 12];
            while (true) {
                filler.write(bytes);
            }
        } catch (IOException e) {
            // That was the purpose.
        }
    }
}

package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.transport.LoadProtocols;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk under the results is full before the second of two runs is written. Needs to mount a
/// small file system, and is skipped where that is not permitted.
@Tag("slow")
final class FullDiskTest {
    private static final FanOut WORKLOAD = new FanOut(3, 20, 64, new Timing(200, 5, 0, 1_000));

    @TempDir Path logs = Path.of("");
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
    void theRunBeforeStaysAndTheEndIsToldInOneLine() throws Exception {
        List<RowPlan> rows =
                List.of(
                        RowPlan.of(LoadProtocols.byId("tcp").orElseThrow(), WORKLOAD),
                        RowPlan.of(LoadProtocols.byId("websocket").orElseThrow(), WORKLOAD));
        Settings settings = new Settings(rows, 1, Optional.empty(), Optional.empty(), disk);
        FillAt progress = new FillAt("websocket/1: connecting");
        try (Lab lab = Lab.start(LabJar.find(Optional.empty()), logs.resolve("lab.log"))) {
            Comparison comparison =
                    new Comparison(
                            settings, disk, new ProgressDisplay(new PrintWriter(progress), false));
            assertThatThrownBy(() -> comparison.execute(lab))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left");
        }
        ComparisonResult result =
                RunFiles.json()
                        .readValue(disk.resolve("result.json").toFile(), ComparisonResult.class);
        assertThat(result.rows()).hasSize(1);
        assertThat(result.rows().getFirst().isPerfect()).isTrue();
        assertThat(result.partial()).isTrue();
        assertThat(disk.resolve("report.md")).content().contains("| fan-out | tcp | 1 | 60 | 60 |");
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

    /// Fills the disk when it reads a text.
    private final class FillAt extends StringWriter {
        private final String text;
        private boolean full;

        FillAt(String text) {
            this.text = text;
        }

        @Override
        public void flush() {
            if (!full && toString().contains(text)) {
                full = true;
                fill();
            }
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
}

package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Run;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.result.RunState;
import dev.wirelab.load.transport.LoadProtocols;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lab is killed while the first of two runs is measured.
final class LabDiesTest {
    private static final FanOut WORKLOAD = new FanOut(5, 40, 64, new Timing(200, 5, 250, 10_000));

    @TempDir Path folder = Path.of("");

    @Test
    void whatWasMeasuredStaysAndTheEndIsToldInOneLine() throws Exception {
        List<RowPlan> rows =
                List.of(
                        RowPlan.of(LoadProtocols.byId("websocket").orElseThrow(), WORKLOAD),
                        RowPlan.of(LoadProtocols.byId("tcp").orElseThrow(), WORKLOAD));
        Settings settings = new Settings(rows, 1, Optional.empty(), Optional.empty(), folder);
        try (Lab lab = Lab.start(LabJar.find(Optional.empty()), folder.resolve("lab.log"))) {
            ProcessHandle process = ProcessHandle.of(lab.pid().orElseThrow()).orElseThrow();
            KillAt progress = new KillAt("websocket/1: measuring", process);
            Comparison comparison =
                    new Comparison(
                            settings,
                            folder,
                            new ProgressDisplay(new PrintWriter(progress), false));
            assertThatThrownBy(() -> comparison.execute(lab))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not answer any more");
        }
        ComparisonResult result =
                RunFiles.json()
                        .readValue(folder.resolve("result.json").toFile(), ComparisonResult.class);
        assertThat(result.partial()).isTrue();
        assertThat(result.rows()).hasSize(1);
        Run run = result.rows().getFirst().runs().getFirst();
        assertThat(Objects.requireNonNull(run.result()).state()).isNotEqualTo(RunState.COMPLETE);
        assertThat(run.result().problem()).contains("did not answer any more");
    }

    /// Kills a process when it reads a text.
    private static final class KillAt extends StringWriter {
        private final String text;
        private final ProcessHandle process;

        KillAt(String text, ProcessHandle process) {
            this.text = text;
            this.process = process;
        }

        @Override
        public void flush() {
            if (toString().contains(text)) {
                process.destroyForcibly();
            }
        }
    }
}

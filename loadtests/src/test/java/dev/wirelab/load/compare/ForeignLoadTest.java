package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.lab.LabJar;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.Merge;
import dev.wirelab.load.result.MeterWindow;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Run;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.theory.TransportVariant;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run of TCP while another load generator uses the same lab over WebSocket. Starts a lab of its
/// own, since no other test may use it meanwhile.
@Tag("slow")
final class ForeignLoadTest {
    private static final FanOut MEASURED = new FanOut(5, 20, 64, new Timing(1_000, 25, 500, 2_000));
    private static final FanOut FOREIGN =
            new FanOut(10, 50, 64, new Timing(1_000, 25, 500, 12_000));

    @TempDir Path folder = Path.of("");

    @Test
    void deliveriesToOthersAreNoticedAndTheRowIsNotCompared() throws Exception {
        try (MeasuredLab lab =
                MeasuredLab.start(LabJar.find(Optional.empty()), folder.resolve("lab.log"))) {
            Row alone = row("alone", measure("alone", lab));
            RunResult disturbed;
            try (RunProcess other = start("foreign", "websocket", lab, FOREIGN)) {
                disturbed = measure("measured", lab);
                assertThat(other.await().orElseThrow().isPerfect()).isTrue();
            }
            Row row = row("measured", disturbed);

            assertThat(window(alone.results().findFirst().orElseThrow()).foreign()).isZero();
            assertThat(alone.isComparable()).isTrue();
            assertThat(window(disturbed).hasForeignLoad()).isTrue();
            assertThat(row.isPerfect()).as("every message of its own arrived").isTrue();
            assertThat(row.isComparable()).isFalse();
            assertThat(row.flaw().orElseThrow()).contains("deliveries to other clients");
        }
    }

    private RunResult measure(String id, MeasuredLab lab) throws Exception {
        try (RunProcess run = start(id, "tcp", lab, MEASURED)) {
            return run.await().orElseThrow();
        }
    }

    private RunProcess start(String id, String transport, MeasuredLab lab, FanOut workload)
            throws Exception {
        TransportVariant variant = TransportVariant.byId(transport).orElseThrow();
        RunSpec spec = new RunSpec(id, transport, lab.target(), null, workload);
        return RunProcess.withoutReport(spec, variant, folder.resolve(id));
    }

    private Row row(String id, RunResult result) throws Exception {
        List<Run> runs = List.of(new Run(id, 1, 0, result, null));
        return new Row(
                id,
                id,
                "tcp",
                null,
                false,
                MEASURED,
                runs,
                Merge.of(folder, id, runs).orElseThrow(),
                null);
    }

    private static MeterWindow window(RunResult result) {
        return Objects.requireNonNull(result.meterWindow());
    }
}

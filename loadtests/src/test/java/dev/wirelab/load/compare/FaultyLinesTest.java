package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.lab.SharedLab;
import dev.wirelab.load.measure.DeliveryCounts;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.result.RunState;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plants faults in the lines between a real lab and a real run; every affected message must be
/// counted.
@Tag("slow")
final class FaultyLinesTest {
    private static final int MESSAGES = 40;
    private static final FanOut WORKLOAD = new FanOut(6, 40, 64, new Timing(1_000, 5, 250, 1_000));

    @TempDir Path folder = Path.of("");

    @Test
    void everyPlantedFaultIsFoundAndCounted()
            throws IOException, InterruptedException, CannotStartException {
        List<LineProxy.Fault> faults =
                List.of(
                        line -> is(line, 10) ? List.of() : List.of(line),
                        line -> is(line, 11) ? List.of(line, line) : List.of(line),
                        new Swap(12),
                        line -> List.of(is(line, 13) ? line.replace("....", "...,") : line),
                        FaultyLinesTest::cutAtTwenty);
        RunResult result = run(WORKLOAD, faults);

        assertThat(result.state()).isEqualTo(RunState.COMPLETE);
        int lost = 1 + 1 + (MESSAGES - 20);
        assertThat(result.tally())
                .as("one dropped, one altered, and half of the messages after a cut")
                .isEqualTo(
                        new DeliveryCounts(
                                6L * MESSAGES, 6L * MESSAGES - lost, lost, 1, 1, 0, 1, 0));
        assertThat(result.latency(Quantity.DELIVERY).count()).isEqualTo(6L * MESSAGES - lost);
        assertThat(result.readersEndedEarly()).isEqualTo(1);
        assertThat(result.firstEnding()).contains("a reader stopped before the end");
        assertThat(result.isPerfect()).isFalse();
    }

    @Test
    void oneFaultInAThousandIsFoundAndCounted()
            throws IOException, InterruptedException, CannotStartException {
        FanOut workload =
                new FanOut(OneInAThousand.READERS, 400, 64, new Timing(1_000, 5, 250, 2_500));
        OneInAThousand planted = new OneInAThousand();
        RunResult result = run(workload, planted.faults());

        assertThat(result.state()).isEqualTo(RunState.COMPLETE);
        assertThat(result.tally()).isEqualTo(planted.tally());
        assertThat(result.isPerfect()).isFalse();
    }

    private RunResult run(FanOut workload, List<LineProxy.Fault> faults)
            throws IOException, InterruptedException, CannotStartException {
        TransportVariant tcp = TransportVariant.byId("tcp").orElseThrow();
        Target lab = SharedLab.get().target();
        try (LineProxy proxy = new LineProxy(lab.endpoint("tcp").port(), faults)) {
            Target throughProxy =
                    new Target(
                            lab.http(),
                            Map.of("tcp", new Target.Endpoint("127.0.0.1", proxy.port())));
            RunSpec spec =
                    new RunSpec(SharedLab.newRunId(), tcp.id(), throughProxy, null, workload);
            RunProcess run = RunProcess.withoutReport(spec, tcp, folder.resolve("run"));
            try {
                return run.await().orElseThrow();
            } finally {
                run.close();
            }
        }
    }

    private static List<String> cutAtTwenty(String line) {
        if (is(line, 20)) {
            throw new LineProxy.Cut();
        }
        return List.of(line);
    }

    /// Whether a line is the measured message with this number.
    private static boolean is(String line, int sequence) {
        return line.contains(" m" + sequence + ".0 ");
    }

    /// Sends one message after its successor.
    private static final class Swap implements LineProxy.Fault {
        private final int sequence;
        private final List<String> held = new ArrayList<>();

        Swap(int sequence) {
            this.sequence = sequence;
        }

        @Override
        public List<String> meddle(String line) {
            if (is(line, sequence)) {
                held.add(line);
                return List.of();
            }
            List<String> passed = new ArrayList<>(List.of(line));
            if (is(line, sequence + 1)) {
                passed.addAll(held);
            }
            return passed;
        }
    }
}

package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.measure.DeliveryCounts;
import dev.wirelab.load.measure.MeterReadings;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.server.ServerDescription;
import dev.wirelab.load.theory.TransportVariant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs against a described server whose every byte is known. Each run is a process.
@Tag("slow")
final class DescribedServerTest {
    private static final int READERS = 3;
    private static final int MESSAGES = 40;
    private static final FanOut WORKLOAD =
            new FanOut(READERS, MESSAGES, 64, new Timing(250, 5, 250, 1_000));
    private static final LineProxy.Fault NONE = List::of;

    @TempDir Path folder = Path.of("");

    @Test
    void theBytesOfItsSocketsAreCountedAndNothingElse() throws Exception {
        try (LineHub hub = new LineHub(NONE)) {
            RunResult result = run(hub);
            assertThat(result.isPerfect()).isTrue();
            MeterReadings meters = Objects.requireNonNull(result.meters());
            assertThat(meters.bytesIn()).isEqualTo(MESSAGES * ("SAY \n".length() + 64L));
            assertThat(meters.bytesOut())
                    .isEqualTo(READERS * MESSAGES * ("SAID \n".length() + 64L));
            assertThat(meters.cpuNanos()).as("not measured").isZero();
        }
    }

    @Test
    void everyPlantedFaultIsFoundAndCounted() throws Exception {
        try (LineHub hub = new LineHub(new Faults())) {
            assertThat(run(hub).tally())
                    .as("one lost, one altered, one twice, one after its successor")
                    .isEqualTo(
                            new DeliveryCounts(
                                    READERS * MESSAGES, READERS * MESSAGES - 2, 2, 1, 1, 0, 1, 0));
        }
    }

    @Test
    void aHandshakeThatIsNotAnsweredAsDescribedIsReportedWithWhatCame() throws Exception {
        try (LineHub hub = new LineHub(NONE)) {
            assertThatThrownBy(() -> attempt(hub, "JOINED", "WELCOME"))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageStartingWith("hub-tcp: ")
                    .hasMessageContaining("could not begin to read; join: ")
                    .hasMessageEndingWith("expected ^WELCOME$ and got JOINED");
        }
    }

    @Test
    void aDeliveryThatTheDescriptionMissesIsReported() throws Exception {
        try (LineHub hub = new LineHub(NONE)) {
            assertThatThrownBy(() -> attempt(hub, "^SAID", "^TOLD"))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining("0 of 5 messages were delivered")
                    .hasMessageContaining("'delivery' looks for ^TOLD {text}$")
                    .hasMessageContaining("the first other message was SAID w1 ");
        }
    }

    private void attempt(LineHub hub, String text, String instead) throws Exception {
        TrialRun.execute(List.of(variant(hub, text, instead)), folder);
    }

    private RunResult run(LineHub hub) throws Exception {
        TransportVariant variant = variant(hub, "", "");
        RunSpec spec = RunProcess.spec("hub1", variant, MeasuredLab.none(), WORKLOAD);
        try (RunProcess run = RunProcess.withoutReport(spec, variant, folder.resolve("run"))) {
            return run.await().orElseThrow();
        }
    }

    private TransportVariant variant(LineHub hub, String text, String instead) throws Exception {
        Path file = folder.resolve("hub.yaml");
        Files.writeString(
                file,
                """
                server: hub
                address: tcp://127.0.0.1:%d
                transports:
                  tcp:
                    join: [{send: JOIN, expect: ^JOINED$}]
                    publish: SAY {text}
                    delivery: '^SAID {text}$'
                """
                        .formatted(hub.port())
                        .replace(text, instead));
        return TransportVariant.of(ServerDescription.of(file.toString()).transports().getFirst());
    }

    /// Drops the tenth message, alters the eleventh, duplicates the twelfth, and sends the
    /// thirteenth after the fourteenth.
    private static final class Faults implements LineProxy.Fault {
        private final List<String> held = new ArrayList<>();

        @Override
        public List<String> meddle(String line) {
            if (line.contains(" m10.0 ")) {
                return List.of();
            }
            if (line.contains(" m11.0 ")) {
                return List.of(line.replace("....", "...,"));
            }
            if (line.contains(" m12.0 ")) {
                return List.of(line, line);
            }
            if (line.contains(" m13.0 ")) {
                held.add(line);
                return List.of();
            }
            List<String> passed = new ArrayList<>(List.of(line));
            passed.addAll(held);
            held.clear();
            return passed;
        }
    }
}

package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.calibration.NullServerProcess;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.stats.Decision;
import dev.wirelab.load.stats.Sample;
import dev.wirelab.load.stats.SignificanceTest;
import dev.wirelab.load.theory.TransportVariant;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// A client whose reads are delayed by half a millisecond, beside itself without that. All runs
/// meet the null server, in processes of their own, as in a calibration.
@Tag("slow")
@Isolated("measures")
final class SlowClientTest {
    private static final String SLOWED = "wirelab.client.delayNanos";
    private static final FanOut WORKLOAD = new FanOut(1, 80, 64, new Timing(1_000, 25, 250, 1_000));
    private static final int REPEATS = 3;

    @TempDir static Path folder = Path.of("");
    private static LiveRows rows = new LiveRows(folder);

    @BeforeAll
    static void measure() throws Exception {
        rows = new LiveRows(folder);
        TransportVariant variant = TransportVariant.byId("websocket").orElseThrow();
        try (NullServerProcess server =
                NullServerProcess.start(
                        RunProcess.FLAGS,
                        List.of(),
                        List.of(),
                        folder.resolve("null-server.log"))) {
            Target target = server.target();
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                rows.run("usual", variant, target, WORKLOAD);
                rows.run("again", variant, target, WORKLOAD);
                slowed("slowed", variant, target);
            }
            rows.run("usual calibration", variant, target, WORKLOAD);
            slowed("slowed calibration", variant, target);
        }
    }

    private static void slowed(String id, TransportVariant variant, Target target)
            throws Exception {
        System.setProperty(SLOWED, "500000");
        try {
            rows.run(id, variant, target, WORKLOAD);
        } finally {
            System.clearProperty(SLOWED);
        }
    }

    @Test
    void theCalibrationShowsByHowMuchAClientIsSlow() {
        assertThat(rows.median("slowed calibration") - rows.median("usual calibration"))
                .isBetween(400.0, 900.0);
    }

    @Test
    void aDifferenceThatTheClientExplainsIsNotAVerdict() {
        assertThat(verdict(0, 0)).isInstanceOf(Decision.Lower.class);
        assertThat(verdict(rows.median("usual calibration"), rows.median("slowed calibration")))
                .isInstanceOf(Decision.Undecided.class);
    }

    private static Decision verdict(double usualMicros, double slowedMicros) {
        return new SignificanceTest(
                        List.of(
                                millis("usual", "usual", usualMicros),
                                millis("slowed", "slowed", slowedMicros)),
                        List.of(millis("again", "usual", 0)))
                .compare("usual", "slowed");
    }

    private static Sample millis(String id, String name, double clientMicros) {
        return new Sample(
                name,
                rows.medians(id, name).values().stream().map(micros -> micros / 1e3).toList(),
                clientMicros / 1e3);
    }
}

package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.lab.LabJar;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.link.DelayProxy;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.report.ComparisonPage;
import dev.wirelab.load.stats.Decision;
import dev.wirelab.load.stats.SignificanceTest;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Measures one transport three times over real sockets: as a row, as its A/A row, and as another
/// row. They show the noise floor of the median, a ratio `f`. Then the same transport is measured
/// with a planted delay that is three times the floor: ratios are compared by their logarithms, so
/// its median is `f³` times as large, and the delay is `f³ - 1` medians. It is at least 3 ms, since
/// the floor of a quiet machine would be too small.
///
/// A difference between equal rows may be found by chance. The three pairs share the 5 %, so the
/// probability is below 1.7 % for this pair; if it happens, the measurement is repeated once, and
/// it happens twice in less than one of 3,000 cases.
@Tag("deep")
@Timeout(600)
@Isolated("measures")
final class PlantedDelayTest {
    private static final int REPEATS = 4;
    private static final double LEAST_MICROS = 3_000;
    private static final FanOut WORKLOAD =
            new FanOut(20, 40, 64, new Timing(1_000, 25, 250, 1_000));
    private static final String NEAR = "tcp";
    private static final String AGAIN = "tcp-again";
    private static final String OTHER = "tcp-other";
    private static final String FAR = "tcp-far";

    @TempDir static Path folder = Path.of("");
    private static LiveRows rows = new LiveRows(folder);
    private static double planted;

    @BeforeAll
    static void measure() throws Exception {
        TransportVariant tcp = TransportVariant.byId("tcp").orElseThrow();
        try (MeasuredLab lab =
                MeasuredLab.start(LabJar.find(Optional.empty()), folder.resolve("lab.log"))) {
            var _ = WarmUpRun.execute(List.of(tcp), false, lab, folder, () -> false);
            measureAll(tcp, lab.target(), folder.resolve("first"));
            if (isNamed(test(NEAR, OTHER, FAR).compare(NEAR, OTHER))) {
                measureAll(tcp, lab.target(), folder.resolve("second"));
            }
        }
    }

    private static void measureAll(TransportVariant tcp, Target lab, Path own)
            throws IOException, InterruptedException {
        rows = new LiveRows(own);
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            for (String id : List.of(NEAR, AGAIN, OTHER)) {
                rows.run(id, tcp, lab, WORKLOAD);
            }
        }
        double floor = test(NEAR, OTHER).floor().orElseThrow();
        planted = Math.max(LEAST_MICROS, (Math.pow(floor, 3) - 1) * rows.median(NEAR));
        // A message is delayed on its way to the lab and on its way from there.
        Duration transit = Duration.ofNanos(Math.round(planted * 1e3 / 2));
        try (DelayProxy proxy =
                new DelayProxy(
                        new InetSocketAddress(
                                lab.endpoint("tcp").host(), lab.endpoint("tcp").port()),
                        transit)) {
            Target far =
                    new Target(
                            lab.http(),
                            Map.of(
                                    "tcp",
                                    new Target.Endpoint("127.0.0.1", proxy.address().getPort())));
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                rows.run(FAR, tcp, far, WORKLOAD);
            }
        }
    }

    @Test
    void aPlantedDelayIsFound() {
        SignificanceTest test = test(NEAR, OTHER, FAR);
        for (String near : List.of(NEAR, OTHER)) {
            assertThat(test.compare(near, FAR))
                    .isInstanceOfSatisfying(
                            Decision.Lower.class,
                            lower -> {
                                assertThat(lower.lower()).isEqualTo(near);
                                assertThat(lower.higher()).isEqualTo(FAR);
                            });
        }
        assertThat(rows.median(FAR) - rows.median(NEAR))
                .as("the median rose by what was planted, %s µs", planted)
                .isBetween(planted / 2, planted * 2);
    }

    @Test
    void noWinnerIsNamedAmongRowsOfTheSameTransport() {
        SignificanceTest test = test(NEAR, OTHER, FAR);
        assertThat(test.compare(NEAR, OTHER)).isInstanceOf(Decision.NotFound.class);
        assertThat(test.pairs()).hasSize(3).filteredOn(PlantedDelayTest::isNamed).hasSize(2);
        assertThat(test.lowest()).containsExactly(NEAR, OTHER);
    }

    @Test
    void theReportNamesNoWinnerEither() {
        List<String> lead =
                ComparisonPage.of(rows.comparison(REPEATS, AGAIN, NEAR), rows.folder()).lead();

        assertThat(lead.getFirst())
                .matches("Choose tcp(-other)? or tcp(-other)?: lowest p50 \\(.* ms\\)\\.");
        assertThat(lead.get(1)).startsWith("Avoid tcp-far (");
    }

    /// Of the medians; what the A/A measured is the noise.
    private static SignificanceTest test(String... ids) {
        return new SignificanceTest(
                List.of(ids).stream().map(id -> rows.medians(id, id)).toList(),
                List.of(rows.medians(AGAIN, NEAR)));
    }

    private static boolean isNamed(Decision decision) {
        return decision instanceof Decision.Lower;
    }
}

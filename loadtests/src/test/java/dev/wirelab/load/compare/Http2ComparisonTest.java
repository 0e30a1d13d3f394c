package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.lab.LabJar;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.lab.TestKeys;
import dev.wirelab.load.measure.Ledger;
import dev.wirelab.load.measure.MeterReadings;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.theory.TransportVariant;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A comparison of all variants over HTTP/2, in plaintext and over TLS, against a lab of its own
/// that speaks it.
@Tag("deep")
@Isolated("measures")
final class Http2ComparisonTest {
    private static final int READERS = 10;
    private static final FanOut WORKLOAD =
            new FanOut(READERS, 40, 64, new Timing(200, 5, 500, 1_500));
    private static final StringWriter PROGRESS = new StringWriter();

    @TempDir static Path folder = Path.of("");
    private static @Nullable ComparisonResult result;
    private static String report = "";

    static List<String> variants() {
        return TransportVariant.all().stream()
                .filter(TransportVariant::http2)
                .map(TransportVariant::id)
                .toList();
    }

    @BeforeAll
    static void compare() throws Exception {
        List<RowPlan> rows =
                variants().stream()
                        .map(id -> RowPlan.of(TransportVariant.byId(id).orElseThrow(), WORKLOAD))
                        .toList();
        List<String> options = new ArrayList<>(MeasuredLab.TLS_PORTS);
        options.add(MeasuredLab.HTTP2);
        options.add("--tls-keystore=" + TestKeys.get().store());
        options.add("--tls-password=" + TestKeys.PASSWORD);
        Path jar = LabJar.find(Optional.empty());
        try (MeasuredLab lab = MeasuredLab.start(jar, folder.resolve("lab.log"), options)) {
            result =
                    new ComparisonRun(
                                    new ComparisonPlan(rows, 1, List.of(), false, true),
                                    folder,
                                    new ProgressDisplay(new PrintWriter(PROGRESS)))
                            .execute(lab);
        }
        report = Files.readString(folder.resolve("report.md"));
    }

    private static Row row(String id) {
        return Objects.requireNonNull(result).rows().stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static RunResult run(String id) {
        return Objects.requireNonNull(row(id).runs().getFirst().result());
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everyMessageReachesEveryReaderAndEachByteHasAClass(String id) {
        assertThat(row(id).http2()).isTrue();
        assertThat(run(id).isPerfect()).as("%s", run(id)).isTrue();
        assertThat(run(id).tally().delivered()).isEqualTo(60L * READERS);
        MeterReadings meters = Objects.requireNonNull(run(id).meters());
        Ledger ledger = Objects.requireNonNull(meters.ledger());
        assertThat(sum(ledger.in())).isEqualTo(meters.bytesIn());
        assertThat(sum(ledger.out())).isEqualTo(meters.bytesOut());
        assertThat(ledger.bytes("unreadable")).isZero();
        assertThat(ledger.bytes("h2")).as("windows are large").isLessThan(100);
    }

    private static long sum(Map<String, Long> bytes) {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    /// The requests of short polls depend on how many the meters' window has.
    @ParameterizedTest
    @MethodSource("variants")
    void theBytesAreThoseOfTheModel(String id) {
        for (String figure :
                id.startsWith("short-poll")
                        ? List.of("bytes down")
                        : List.of("bytes up", "bytes down")) {
            assertThat(report)
                    .containsPattern(
                            "\\| %s (\\([\\d.]+ s\\) )?\\| %s \\|.*(as predicted|within the noise) \\|"
                                    .formatted(id, figure));
        }
    }

    @Test
    void clientsInPlaintextAreCalibrated() {
        assertThat(variants())
                .filteredOn(id -> !row(id).tls())
                .allSatisfy(id -> assertThat(row(id).calibration()).as(id).isNotNull());
    }
}

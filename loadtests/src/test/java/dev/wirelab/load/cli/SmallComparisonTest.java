package dev.wirelab.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.measure.Ledger;
import dev.wirelab.load.measure.MeterReadings;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.MeterWindow;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.result.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The command from end to end, with binary content: it starts a lab, runs a transport that pushes
/// and one that polls over HTTP/2 in processes of their own, and writes the results. All transports
/// have [dev.wirelab.load.compare.ComparisonRunTest], those over HTTP/1.1 too.
final class SmallComparisonTest {
    private static final int READERS = 4;
    private static final int MESSAGES = 40;
    private static final StringWriter OUT = new StringWriter();
    private static final StringWriter ERR = new StringWriter();

    @TempDir static Path folder = Path.of("");
    private static @Nullable Path results;
    private static @Nullable ComparisonResult result;
    private static int exitCode;

    @BeforeAll
    static void compare() throws IOException {
        exitCode =
                LoadMain.commandLine()
                        .setOut(new PrintWriter(OUT, true))
                        .setErr(new PrintWriter(ERR, true))
                        .execute(
                                "compare",
                                "--quick",
                                "--transports=tcp,short-poll-h2",
                                "--readers=" + READERS,
                                "--rate=" + MESSAGES,
                                "--content=binary",
                                "--poll-interval=200ms",
                                "--warm-up=250ms",
                                "--duration=1s",
                                "--out=" + folder);
        try (Stream<Path> found = Files.list(folder)) {
            results = found.findFirst().orElseThrow();
        }
        result =
                RunFiles.json()
                        .readValue(
                                results().resolve("result.json").toFile(), ComparisonResult.class);
    }

    @Test
    void itEndsWellAndPrintsTheTableAndWhereTheFilesAre() {
        assertThat(exitCode).as("%s", ERR).isEqualTo(LoadMain.EXIT_OK);
        assertThat(OUT.toString()).contains("tcp", "short-poll-h2", "report.html", "result.csv");
        assertThat(ERR.toString())
                .contains(
                        "2 runs, about ",
                        "1/2 fan-out/tcp/1: measuring, ",
                        "2/2 fan-out/short-poll-h2/1: measuring, ")
                .doesNotContain("lab-load: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "short-poll-h2"})
    void everyMessageReachesEveryReaderOnceAndItsSpansAreRecorded(String transport) {
        RunResult run = run(transport);
        assertThat(run.isPerfect()).as("%s", run).isTrue();
        assertThat(run.tally().delivered()).isEqualTo((long) MESSAGES * READERS);
        assertThat(run.publishing().acknowledged()).isEqualTo(MESSAGES);
        assertThat(run.latency(Quantity.DELIVERY).count()).isEqualTo((long) MESSAGES * READERS);
        assertThat(run.latency(Quantity.SEND_DELAY).count()).isEqualTo(MESSAGES);
        assertThat(run.latency(Quantity.ACKNOWLEDGEMENT).count()).isEqualTo(MESSAGES);
        assertThat(run.latency(Quantity.LOOP_LAG).count()).isPositive();
        assertThat(run.clockOddities()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "short-poll-h2"})
    void theLabsMetersCountedWhatWasDelivered(String transport) {
        MeterReadings meters = Objects.requireNonNull(run(transport).meters());
        MeterWindow window = Objects.requireNonNull(run(transport).meterWindow());
        assertThat(window.steady()).isEqualTo(transport.equals("short-poll-h2"));
        assertThat(meters.eventsDelivered()).isEqualTo(window.deliveries());
        assertThat(meters.bytesOut()).isGreaterThan(64L * window.deliveries());
        Ledger ledger = Objects.requireNonNull(meters.ledger());
        assertThat(sum(ledger.in())).isEqualTo(meters.bytesIn());
        assertThat(sum(ledger.out())).isEqualTo(meters.bytesOut());
        if (transport.equals("tcp")) {
            assertThat(window.deliveries()).isEqualTo((long) MESSAGES * READERS);
            assertThat(meters.requests()).isZero();
        } else {
            assertThat(meters.requests()).isPositive();
        }
    }

    private static long sum(Map<String, Long> bytes) {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Base64 turns 64 bytes into 88 characters.
    @Test
    void binaryContentTravelsAsItIsOrInBase64() {
        Ledger tcp = Objects.requireNonNull(Objects.requireNonNull(run("tcp").meters()).ledger());
        MeterReadings poll = Objects.requireNonNull(run("short-poll-h2").meters());
        Ledger base64 = Objects.requireNonNull(poll.ledger());
        assertThat(tcp.bytes("base64")).isZero();
        assertThat(tcp.bytes("payload")).isEqualTo(64L * MESSAGES * (READERS + 1));
        assertThat(base64.in()).containsEntry("base64", 24 * poll.commands());
        assertThat(results().resolve("report.md"))
                .content()
                .contains(" messages a second of 64 binary bytes")
                .containsPattern("\\| tcp \\| bytes up \\|.*\\| as predicted \\|")
                // The cursors of a new lab have fewer digits.
                .containsPattern("\\| tcp \\| bytes down \\|.*(as predicted|within the noise) \\|");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "short-poll-h2"})
    void everyRunLeavesItsFiles(String transport) {
        Path run = results().resolve("fan-out").resolve(transport).resolve("1");
        assertThat(run.resolve("run.json")).isNotEmptyFile();
        assertThat(run.resolve("latency.hlog")).isNotEmptyFile();
        assertThat(run.resolve("gatling.log"))
                .as("a run that has no trouble logs none")
                .content()
                .doesNotContain("WARN", "ERROR");
        assertThat(results().resolve("result.csv"))
                .content()
                .containsPattern(
                        "fan-out,%s,[a-z-]+,,(0\\.2)?,1,160,160,0,0,0,".formatted(transport));
        assertThat(results().resolve("report.md"))
                .content()
                .containsPattern(
                        "\\| fan-out \\| %s \\| (-|0\\.2) \\| 1 \\| 160 \\|".formatted(transport));
    }

    @Test
    void theReportIsAPageToo() {
        assertThat(results().resolve("report.html")).content().contains("short-poll-h2", "<svg");
    }

    private static Path results() {
        return Objects.requireNonNull(results);
    }

    private static RunResult run(String transport) {
        Row row =
                Objects.requireNonNull(result).rows().stream()
                        .filter(candidate -> candidate.id().equals(transport))
                        .findFirst()
                        .orElseThrow();
        return Objects.requireNonNull(row.runs().getFirst().result());
    }
}

package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.lab.LabJar;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.measure.Ledger;
import dev.wirelab.load.measure.MeterReadings;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.Calibration;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Figure;
import dev.wirelab.load.result.MeterWindow;
import dev.wirelab.load.result.Percentiles;
import dev.wirelab.load.result.ResultSchema;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Run;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A comparison of all transports, of seconds, against the real lab in a process of its own. Its
/// messages are binary; those of [WorkloadsTest] are texts. `lab.jar` is built before this module's
/// tests run.
@Tag("slow")
@Isolated("measures")
final class ComparisonRunTest {
    private static final int READERS = 10;
    private static final long POLL_INTERVAL_MILLIS = 200;
    private static final FanOut WORKLOAD =
            new FanOut(READERS, 40, 64, true, new Timing(POLL_INTERVAL_MILLIS, 5, 500, 1_500));

    /// What base64 adds to 64 bytes, and where nothing is added.
    private static final int BASE64 = 24;

    private static final Set<String> CARRY_BYTES = Set.of("websocket", "tcp");

    private static final StringWriter PROGRESS = new StringWriter();

    @TempDir static Path folder = Path.of("");
    private static @Nullable ComparisonResult result;

    @BeforeAll
    static void compare() throws CannotStartException, IOException, InterruptedException {
        ComparisonPlan settings = new ComparisonPlan(rows(), 1, List.of(), false, true);
        ProgressDisplay display = new ProgressDisplay(new PrintWriter(PROGRESS));
        Path jar = LabJar.find(Optional.empty());
        try (MeasuredLab lab = MeasuredLab.start(jar, folder.resolve("lab.log"))) {
            result = new ComparisonRun(settings, folder, display).execute(lab);
        }
    }

    private static List<RowPlan> rows() {
        return PlainVariants.ids().stream()
                .map(id -> RowPlan.of(TransportVariant.byId(id).orElseThrow(), WORKLOAD))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("dev.wirelab.load.compare.PlainVariants#ids")
    void everyMessageReachesEveryReaderOnceAndInOrder(String transport) {
        RunResult run = run(transport);
        assertThat(run.isPerfect()).as("%s", run).isTrue();
        assertThat(run.tally().delivered()).isEqualTo(60L * READERS);
        assertThat(run.publishing().acknowledged()).isEqualTo(60);
        assertThat(run.publishing().refused()).isZero();
    }

    @ParameterizedTest
    @MethodSource("dev.wirelab.load.compare.PlainVariants#ids")
    void everySpanIsRecordedForEveryMessage(String transport) {
        RunResult run = run(transport);
        assertThat(run.latency(Quantity.DELIVERY).count()).isEqualTo(60L * READERS);
        assertThat(run.latency(Quantity.DELIVERY_FROM_SENT).count()).isEqualTo(60L * READERS);
        assertThat(run.latency(Quantity.SEND_DELAY).count()).isEqualTo(60);
        assertThat(run.latency(Quantity.ACKNOWLEDGEMENT).count()).isEqualTo(60);
        assertThat(run.latency(Quantity.ACKNOWLEDGEMENT_FROM_SENT).count()).isEqualTo(60);
        assertThat(run.latency(Quantity.LOOP_LAG).count()).isPositive();
        assertThat(run.latency(Quantity.DELIVERY).max())
                .isGreaterThanOrEqualTo(run.latency(Quantity.DELIVERY_FROM_SENT).max());
        assertThat(run.clockOddities()).isZero();
    }

    @ParameterizedTest
    @MethodSource("dev.wirelab.load.compare.PlainVariants#ids")
    void theLabsMetersCountedAtLeastThePayload(String transport) {
        MeterReadings meters = Objects.requireNonNull(run(transport).meters());
        MeterWindow watched = Objects.requireNonNull(run(transport).meterWindow());
        assertThat(meters.bytesOut()).isGreaterThan(watched.deliveries() * WORKLOAD.textBytes());
        assertThat(meters.bytesIn()).isGreaterThan(meters.commands() * WORKLOAD.textBytes());
        assertThat(meters.eventsDelivered()).isEqualTo(watched.deliveries());
        assertThat(watched.steady()).isEqualTo(transport.startsWith("short-poll"));
        if (watched.steady()) {
            // Seven intervals of 200 ms fit into 1.5 s; at both ends a message may be on its way.
            assertThat(meters.stampNanos() / 1e9).isBetween(1.2, 2.5);
            assertThat(meters.commands()).isBetween(45L, 80L);
            assertThat(watched.deliveries()).isBetween(450L, 800L);
        } else {
            assertThat(meters.commands()).isEqualTo(60);
            assertThat(watched.deliveries()).isEqualTo(60L * READERS);
        }
        Ledger ledger = Objects.requireNonNull(meters.ledger());
        assertThat(sum(ledger.in())).isEqualTo(meters.bytesIn());
        assertThat(sum(ledger.out())).isEqualTo(meters.bytesOut());
    }

    @ParameterizedTest
    @MethodSource("dev.wirelab.load.compare.PlainVariants#ids")
    void theLedgerShowsWhatBase64Adds(String transport) {
        MeterReadings meters = Objects.requireNonNull(run(transport).meters());
        Ledger ledger = Objects.requireNonNull(meters.ledger());
        int each = CARRY_BYTES.contains(transport) ? 0 : BASE64;
        long down = ledger.out().getOrDefault("base64", 0L);
        assertThat(ledger.in().getOrDefault("base64", 0L)).isEqualTo(each * meters.commands());
        if (transport.startsWith("short-poll")) {
            assertThat(down).isPositive();
        } else {
            assertThat(down).isEqualTo(each * meters.eventsDelivered());
            assertThat(ledger.out().get("payload"))
                    .isEqualTo(WORKLOAD.textBytes() * meters.eventsDelivered());
        }
    }

    /// Short polls wait for up to 200 ms, which is not a cost of their client.
    @ParameterizedTest
    @MethodSource("dev.wirelab.load.compare.PlainVariants#ids")
    void theClientWasCalibratedBefore(String transport) {
        Calibration calibration = Objects.requireNonNull(row(transport).calibration());
        assertThat(calibration.deliveries()).isEqualTo(60L * READERS);
        assertThat(calibration.p50Micros()).isBetween(1L, POLL_INTERVAL_MILLIS * 1000 / 4);
        assertThat(calibration.cpuMicros()).isPositive();
    }

    private static long sum(Map<String, Long> bytes) {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void pushNeedsNoRequestsAndPollsDo() {
        assertThat(requests("websocket")).isZero();
        assertThat(requests("tcp")).isZero();
        assertThat(requests("long-poll")).isGreaterThan(60);
        assertThat(requests("short-poll")).isGreaterThan(60);
    }

    /// Ten readers, five polls a second each, 40 messages a second.
    @Test
    void aShortPollNeedsAsManyRequestsForAMessageAsItsStreamDoesInTheLongRun() {
        for (String id : List.of("short-poll", "short-poll-fresh")) {
            double expected = 1 / (40 * POLL_INTERVAL_MILLIS / 1e3) + 1.0 / READERS;
            assertThat(Figure.REQUESTS.of(run(id))).as(id).isCloseTo(expected, withinPercentage(8));
        }
    }

    @Test
    void shortPollWaitsForItsIntervalAndSpreadsOverIt() {
        Percentiles delivery = run("short-poll").latency(Quantity.DELIVERY);
        assertThat(delivery.p50()).isGreaterThan(POLL_INTERVAL_MILLIS * 1000 / 4);
        assertThat(delivery.max()).isGreaterThan(POLL_INTERVAL_MILLIS * 1000 * 8 / 10);
        assertThat(delivery.p50()).isGreaterThan(run("tcp").latency(Quantity.DELIVERY).p50());
    }

    @ParameterizedTest
    @MethodSource("dev.wirelab.load.compare.PlainVariants#ids")
    void everyRunLeavesItsHistogramsAndGatlingsReport(String transport) throws IOException {
        Path run = folder.resolve("fan-out/" + transport + "/1");
        assertThat(run.resolve("latency.hlog")).isNotEmptyFile();
        assertThat(run.resolve("latency.csv")).isNotEmptyFile();
        assertThat(run.resolve("gatling/simulation.log")).isNotEmptyFile();
        assertThat(rowsOfGatlingsReport(transport))
                .contains("delivery", "acknowledgement", "log in");
        assertThat(Files.readString(run.resolve("gatling.log")))
                .as("a run says nothing of trouble")
                .doesNotContain("WARN", "ERROR");
    }

    @Test
    void tcpsOwnStepsAreRowsOfGatlingsReport() throws IOException {
        assertThat(rowsOfGatlingsReport("tcp"))
                .contains("connect", "hello", "join", "publish", "read to the end", "close");
    }

    private static List<String> rowsOfGatlingsReport(String transport) throws IOException {
        String page =
                Files.readString(
                        folder.resolve("fan-out/" + transport + "/1")
                                .resolve("gatling/index.html"));
        return Pattern.compile("ellipsed-name\">([^<]*)<")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void theFilesOfTheComparisonContainAllRows() throws IOException {
        JsonNode result = RunFiles.json().readTree(folder.resolve("result.json").toFile());
        assertThat(ResultSchema.problems(result)).isEmpty();
        for (String transport : PlainVariants.ids()) {
            assertThat(folder.resolve("result.csv"))
                    .content()
                    .containsPattern(
                            "fan-out," + transport + ",[a-z.-]+,,(0\\.2)?,1,600,600,0,0,0,");
            assertThat(folder.resolve("report.md"))
                    .content()
                    .containsPattern(
                            "\\| fan-out \\| " + transport + " \\| (-|0\\.2) \\| 1 \\| 600 \\|");
            assertThat(folder.resolve("result.json")).content().contains("\"" + transport + "\"");
            assertThat(PROGRESS.toString()).contains(transport + "/1: measuring");
        }
    }

    /// The live side of `TheoryTest`: HTTP heads that came to have another size show here.
    @ParameterizedTest
    @MethodSource("dev.wirelab.load.compare.PlainVariants#ids")
    void theModelExplainsTheBytesAndTheRequestsOfEveryTransport(String transport)
            throws IOException {
        List<String> judged =
                Files.readAllLines(folder.resolve("report.md")).stream()
                        .filter(line ->
                                Stream.of("bytes up", "bytes down", "requests")
                                        .anyMatch(what ->
                                                line.startsWith(
                                                        "| %s | %s | "
                                                                .formatted(
                                                                        row(transport).title(),
                                                                        what))))
                        .toList();
        assertThat(judged)
                // A transport whose clients send no request has no such line.
                .hasSizeBetween(2, 3)
                .noneMatch(line -> line.contains("not explained"));
    }

    @Test
    void theRemainingTimeIsPrintedFirstAndNeverRises() {
        int runs = PlainVariants.ids().size();
        assertThat(PROGRESS.toString().lines().findFirst().orElseThrow())
                .matches(runs + " runs, about (\\d+ min )?\\d+ s in all");
        List<Long> left =
                Pattern.compile(
                                "^\\d/%d fan-out/\\S+: [a-z ]+, (\\d+) s left in all$"
                                        .formatted(runs),
                                Pattern.MULTILINE)
                        .matcher(PROGRESS.toString())
                        .results()
                        .map(match -> Long.valueOf(match.group(1)))
                        .toList();
        assertThat(left)
                .as("three phases of each run")
                .hasSize(3 * runs)
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(left.getLast()).isBetween(1L, 10L);
    }

    @Test
    void newConnectionsForEachRequestCostBytesAndAreMetersOfTheSameTransport() {
        RunResult kept = run("short-poll");
        RunResult fresh = run("short-poll-fresh");
        assertThat(fresh.transport()).isEqualTo("short-poll");
        assertThat(opened(fresh)).isGreaterThanOrEqualTo(requests("short-poll-fresh"));
        assertThat(opened(kept)).isZero();
    }

    private static long opened(RunResult run) {
        return Objects.requireNonNull(run.meters()).connectionsOpened();
    }

    private static long requests(String transport) {
        return Objects.requireNonNull(run(transport).meters()).requests();
    }

    private static RunResult run(String transport) {
        Run run = row(transport).runs().getFirst();
        return Objects.requireNonNull(run.result(), run::summary);
    }

    private static Row row(String id) {
        return Objects.requireNonNull(result).rows().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}

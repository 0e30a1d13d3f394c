package dev.wirelab.load.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.report.Fixture;
import dev.wirelab.load.report.StepSummary;
import dev.wirelab.load.result.ComparisonResult;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/// Assertions on a comparison in which WebSocket has a median of 5 ms and 195 bytes per message,
/// and long polling 12 ms and 690 bytes; runs differ by 2 %.
final class AssertionTest {
    private static final int REPEATS = 3;
    @TempDir private static Path folder = Path.of("");
    private static ComparisonResult now = unmeasured();
    private static ComparisonResult slower = unmeasured();

    private static ComparisonResult unmeasured() {
        return new Fixture(folder, 0, 0).comparison();
    }

    @BeforeAll
    static void results() throws IOException {
        now = fixture("now", 1, 5).comparison();
        slower = fixture("slower", 2, 8).comparison();
    }

    private static Fixture fixture(String name, long seed, double millis) throws IOException {
        return new Fixture(folder.resolve(name), REPEATS, seed)
                .row("websocket", "websocket", null, millis, 0, 195)
                .row("long-poll", "long-poll", null, 12, 0, 690)
                .losing(2)
                .row("tcp", "tcp", null, 5, 0, 192);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "websocket.p50 < 6ms            | true  | 4.\\d+ ms to 5.\\d+ ms",
                "websocket.p50 < 0.006 s        | true  | .* ms",
                "websocket.p50<6000us           | true  | .* ms",
                "fan-out/websocket.p50 <= 6 ms  | true  | .* ms",
                "websocket.p50 > 6ms            | false | 4.\\d+ ms to 5.\\d+ ms",
                "websocket.acknowledgement.p50 < 3ms | true  | 2.* ms",
                "websocket.max < 5ms            | false | .* ms",
                "websocket.bytes < 196          | true  | 195 B",
                "websocket.bytes < 0.2 kB       | true  | 195 B",
                "long-poll.bytes <= 600 B       | false | 690 B",
                "websocket.cpu < 25us           | true  | .* us",
                "long-poll.requests < 0.2       | true  | 0.1",
                "websocket.lost <= 0            | true  | 0",
                "tcp.lost < 1                   | false | 2",
                "tcp.p50 < 1s                   | false | the row is not judged: 6 lost",
                "websocket.round-trip.p99 < 1s  | false | it was not measured",
            })
    void aLimitHoldsIfEveryRunIsWithinIt(String text, boolean holds, String words) {
        Assertion.Outcome outcome = parse(text).judge(now);
        assertThat(outcome.words()).matches(words);
        assertThat(outcome.holds()).isEqualTo(holds);
    }

    @Test
    void aFigureThatIsOnBothSidesOfTheLimitIsTooNoisy() {
        double between =
                now.rows()
                        .getFirst()
                        .median(run -> run.latency(Quantity.DELIVERY).p50() + 1.0)
                        .orElseThrow();

        assertThat(parse("websocket.p50 <= %sus".formatted(between)).judge(now))
                .matches(outcome -> !outcome.holds())
                .extracting(Assertion.Outcome::words)
                .asString()
                .startsWith("too noisy: 2 of 3 runs are within the limit, 4.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slower | websocket.p50 no worse than before by 20%  | false | 7.* ms to [78].* ms, before .*: 1\\.[56]\\d* times .*",
                "slower | websocket.p50 no worse than before by 100 %| true  | 7.* ms to [78].* ms, before .*: 1\\.[56]\\d* times .*",
                "slower | long-poll.p50 no worse than before by 20%  | true  | .*",
                "slower | long-poll.p50 no worse than before by 0%   | false | too noisy: .*",
                "now    | websocket.bytes no worse than before by 1% | true  | 195 B, before 195 B.*",
            })
    void noWorseHoldsIfTheWholeIntervalIsWithinTheFactor(
            String which, String text, boolean holds, String words) {
        Assertion.Outcome outcome = parse(text).judge(which.equals("now") ? now : slower);
        assertThat(outcome.words()).matches(words);
        assertThat(outcome.holds()).isEqualTo(holds);
    }

    @Test
    void oneRunOfEachIsUndecidedAndDoesNotHoldButBytesAreCounts() throws IOException {
        ComparisonResult once =
                new Fixture(folder.resolve("once"), 1, 3)
                        .row("websocket", "websocket", null, 5, 0, 195)
                        .comparison();
        Assertions assertions = new Assertions(List.of("fan-out/websocket"), _ -> once);

        assertThat(assertions.parse("websocket.p50 no worse than x by 50%").judge(once))
                .matches(outcome -> !outcome.holds())
                .extracting(Assertion.Outcome::words)
                .asString()
                .startsWith("undecided: ");
        assertThat(assertions.parse("websocket.bytes no worse than x by 1%").judge(once).holds())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pigeon.p99 < 20ms      | names no row that is measured; there are fan-out/websocket, ",
                "websocket < 20ms       | names no row that is measured",
                "websocket.p42 < 20ms   | names no metric: 'p42' is none of p50, p90, p95, p99, ",
                "websocket.p99 < 20     | lacks the unit of p99: ms, us",
                "websocket.p99 < 20 kB  | has the unit 'kB', but p99 is measured in ms, us",
                "websocket.lost < 2 ms  | has a unit, 'ms', but lost is a number",
                "websocket.p99          | is neither of the form",
                "websocket.p99 < fast   | is neither of the form",
                "websocket.p99 no worse than nowhere by 3% | there is no result in nowhere",
            })
    void anInvalidAssertionIsRefusedWithAReason(String text, String message) {
        assertThatThrownBy(() -> parse(text)).hasMessageStartingWith(message.strip());
    }

    @Test
    void theJUnitReportHasATestPerRowAndPerAssertion() throws Exception {
        List<Assertion.Outcome> outcomes =
                List.of(
                        parse("websocket.p50 < 6ms").judge(now),
                        parse("websocket.p50 < 1ms").judge(now));
        String xml = JUnitReport.of(now, outcomes);
        Element suite =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(xml)))
                        .getDocumentElement();

        assertThat(suite.getAttribute("tests")).isEqualTo("5");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(5);
        assertThat(xml)
                .contains(
                        "name=\"websocket.p50 &lt; 6ms\" time=\"0.0\"/>",
                        "<failure message=\"6 lost\"/>");
    }

    @Test
    void theSummaryHasTheVerdictTheTableAndTheAssertions() {
        String markdown =
                StepSummary.of(now, List.of(parse("websocket.p50 < 1ms").judge(now).line()));

        assertThat(markdown)
                .containsSubsequence(
                        "## Wirelab\n",
                        "100 readers in one group",
                        "Not decided: ",
                        "| transport | p50 ms | p99 ms | bytes/msg | CPU µs/msg | against the best |",
                        "| websocket | ",
                        "- fan-out/tcp is not compared",
                        "- assert websocket.p50 &lt; 1ms: DOES NOT HOLD, ");
    }

    private static Assertion parse(String text) {
        return new Assertions(
                        List.of("fan-out/websocket", "fan-out/long-poll", "fan-out/tcp"),
                        place -> {
                            if (!place.equals(Path.of("before"))) {
                                throw new IllegalArgumentException(
                                        "there is no result in " + place);
                            }
                            return now;
                        })
                .parse(text);
    }
}

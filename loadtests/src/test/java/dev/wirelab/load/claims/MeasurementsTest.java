package dev.wirelab.load.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wirelab.load.interleaved.InterleavedRounds;
import org.junit.jupiter.api.Test;

/// Figures, and texts that refer to them.
final class MeasurementsTest {
    private final Measurements measured = new Measurements();

    @Test
    void aReferenceIsReplacedByTheValueOfItsFigure() {
        measured.add("header", 2, "bytes");
        measured.add("latency, tcp", 0.12345, "ms");
        measured.add("unknown", Double.NaN, "ms");
        Finding finding =
                finding(ClaimVerdict.HOLDS, "{header} bytes, {latency, tcp} ms, {unknown}");
        assertThat(finding.measured()).isEqualTo("2 bytes, 0.123 ms, –");
        assertThat(finding.value("latency, tcp")).isEqualTo(0.12345);
    }

    @Test
    void aReferenceToNoFigureIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> finding(ClaimVerdict.HOLDS, "{header}"))
                .withMessageContaining("header");
    }

    @Test
    void onlyAConditionalVerdictHasACondition() {
        measured.add("header", 2, "bytes");
        assertThat(finding(ClaimVerdict.HOLDS_ONLY_WHEN, "").verdictInWords())
                .isEqualTo("holds only when the header has 2 bytes");
        assertThat(finding(ClaimVerdict.HOLDS, "").verdictInWords()).isEqualTo("holds");
    }

    @Test
    void samplesAddTheMedianOfEachVariant() {
        InterleavedRounds<Double> rounds = new InterleavedRounds<>("tcp");
        rounds.add("tcp", 1.0);
        rounds.add("tcp", 3.0);
        rounds.add("websocket", 5.0);
        measured.add("latency", rounds.samples(Double::doubleValue), "ms");
        measured.ratio("ratio", "latency, websocket", "latency, tcp");
        assertThat(measured.get("latency, tcp")).isEqualTo(2);
        assertThat(measured.get("ratio")).isEqualTo(2.5);
    }

    private Finding finding(ClaimVerdict verdict, String text) {
        String condition = "the header has {header} bytes";
        return measured.finding(verdict, condition, text, "", "");
    }
}

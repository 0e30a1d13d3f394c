package dev.wirelab.load.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ObjectiveTest {
    @ParameterizedTest
    @CsvSource({
        "p99=50ms, 99, 50000",
        "p99.9<=1s, 99.9, 1000000",
        "P50 < 750us, 50, 750",
        "p95 = 1.5ms, 95, 1500"
    })
    void aPercentileAndATimeAreAnObjective(String text, double percentile, long micros) {
        assertThat(Objective.parse(text)).isEqualTo(new Objective(percentile, micros));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "50ms",
                "p99",
                "p99=",
                "p99=50",
                "p0=1s",
                "p100=1s",
                "p99=0ms",
                "p99>1s",
                "mean=1s",
                "p99=-1ms"
            })
    void anythingElseIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> Objective.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("p99=50ms");
    }

    @Test
    void anObjectiveIsPrintedAsItIsWritten() {
        assertThat(Objective.parse("p99=50ms")).hasToString("p99=50ms");
        assertThat(Objective.parse("p99.9=1s")).hasToString("p99.9=1000ms");
    }
}

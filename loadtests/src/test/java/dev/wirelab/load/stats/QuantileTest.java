package dev.wirelab.load.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class QuantileTest {
    @Test
    void eachRunGivesOneValue() {
        assertThat(Quantile.MEDIAN.sample("a", List.of(upTo(20), upTo(100))))
                .contains(Sample.of("a", 10, 50));
    }

    @Test
    void aRunWithTooFewValuesAboveTheQuantileGivesNone() {
        assertThat(Quantile.P99.leastCount()).isEqualTo(1000);
        assertThat(Quantile.MEDIAN.leastCount()).isEqualTo(20);
        assertThat(Quantile.P99.sample("a", List.of(upTo(1000), upTo(999)))).isEmpty();
        assertThat(Quantile.P99.sample("a", List.of(upTo(1000), upTo(1000)))).isPresent();
    }

    @Test
    void noRunsAreNoValues() {
        assertThat(Quantile.P99.sample("a", List.of())).contains(Sample.of("a"));
    }

    @Test
    void theEndsAreNoQuantiles() {
        assertThatThrownBy(() -> new Quantile(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Quantile(100)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Histogram upTo(int highest) {
        Histogram run = new Histogram(3);
        for (int value = 1; value <= highest; value++) {
            run.recordValue(value);
        }
        return run;
    }
}

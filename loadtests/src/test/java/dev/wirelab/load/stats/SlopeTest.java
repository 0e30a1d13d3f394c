package dev.wirelab.load.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SlopeTest {
    @Test
    void memoryOverConnectionsHasASlopeAndItsInterval() {
        // scipy.stats.linregress, and t(0.975, 2) times its standard error
        Slope slope =
                Slope.of(Map.of(0.0, 60.0, 1000.0, 74.5, 2000.0, 88.0, 5000.0, 131.0))
                        .orElseThrow();

        assertThat(slope.perUnit().estimate()).isCloseTo(0.0141786, within(1e-6));
        assertThat(slope.perUnit().low()).isCloseTo(0.0137793, within(1e-6));
        assertThat(slope.perUnit().high()).isCloseTo(0.0145778, within(1e-6));
        assertThat(slope.intercept()).isCloseTo(60.018, within(1e-3));
        assertThat(slope.fit()).isGreaterThan(0.999);
    }

    @Test
    void twoPointsAreALineAndNoEvidence() {
        assertThat(Slope.of(Map.of(0.0, 1.0, 1.0, 2.0))).isEmpty();
    }

    @Test
    void equalValuesHaveNoSlope() {
        Slope flat = Slope.of(Map.of(0.0, 7.0, 1.0, 7.0, 2.0, 7.0)).orElseThrow();

        assertThat(flat.perUnit().estimate()).isZero();
        assertThat(flat.perUnit().contains(0)).isTrue();
    }
}

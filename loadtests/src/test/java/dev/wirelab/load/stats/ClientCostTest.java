package dev.wirelab.load.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/// Two rows of which one is half a millisecond slower, with clients that take some of that by
/// themselves.
final class ClientCostTest {
    @Test
    void aDifferenceThatMayBeTheClientsIsUndecidedAndSaysSo() {
        assertThat(compared(0.3, 0.8))
                .asInstanceOf(InstanceOfAssertFactories.type(Decision.Undecided.class))
                .extracting(Decision.Undecided::reason)
                .asString()
                .contains("by itself it differs by 0.500 ms between them");
    }

    @Test
    void aDifferenceIsUndecidedAlsoIfTheFasterClientCausesIt() {
        assertThat(compared(0.8, 0.3)).isInstanceOf(Decision.Undecided.class);
    }

    /// The difference is 0.5 ms, and at least 0.46.
    @Test
    void theLeastDifferenceDecidesAndNotTheMean() {
        assertThat(compared(0.3, 0.78)).isInstanceOf(Decision.Undecided.class);
    }

    @Test
    void aDifferenceAboveTheClientsIsStated() {
        assertThat(compared(0.3, 0.7)).isInstanceOf(Decision.Lower.class);
        assertThat(compared(0, 0)).isInstanceOf(Decision.Lower.class);
    }

    private static Decision compared(double quickClient, double slowClient) {
        List<Double> quick = List.of(1.00, 1.01, 1.02);
        List<Double> slow = List.of(1.52, 1.50, 1.51);
        return new SignificanceTest(
                        List.of(
                                new Sample("quick", quick, quickClient),
                                new Sample("slow", slow, slowClient)),
                        List.of(new Sample("quick", List.of(1.00, 1.01, 1.02))))
                .compare("quick", "slow");
    }
}

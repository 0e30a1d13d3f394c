package dev.wirelab.load.crossover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.link.Link;
import dev.wirelab.load.link.LinkParser;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A property of a network that grows, and who is best where.
final class AxisTest {
    private static final List<String> POINTS = List.of("a", "b", "c", "d");

    @ParameterizedTest
    @EnumSource
    void itsUsualLinksDifferInItAlone(Axis axis) throws Exception {
        List<String> links = axis.links("", axis.usual());
        assertThat(links).hasSize(axis.usual().size()).doesNotHaveDuplicates();
        for (String text : links) {
            Link link = LinkParser.parse(text);
            assertThat(link.up()).isEqualTo(link.down());
            assertThat(link.up().bitsPerSecond()).isZero();
        }
    }

    @Test
    void theRestOfTheNetworkCanBeGiven() {
        assertThat(Axis.RTT.links("3g", List.of("2ms", "9ms")))
                .containsExactly("3g,rtt=2ms", "3g,rtt=9ms");
        assertThat(Axis.LOSS.links("", List.of("1%"))).containsExactly("rtt=80ms,loss=1%");
    }

    @Test
    void theBestAreNotWorseThanTheBestByMoreThanAFifthAndAMargin() {
        Map<String, List<Double>> values = new TreeMap<>();
        values.put("everywhere", List.of(10.0, 10.0, 10.0, 10.0));
        values.put("later", List.of(20.0, 18.0, 15.0, 12.0));
        values.put("never", List.of(99.0, 99.0, 99.0, 99.0));
        values.put("once", List.of(99.0, 10.0, 99.0, 99.0));
        values.put("sooner", List.of(15.0, 16.0, 18.0, Double.NaN));
        values.put("twice", List.of(9.0, 30.0, 9.0, 30.0));
        assertThat(BestRange.of(POINTS, values, 5).sentence())
                .isEqualTo(
                        "everywhere everywhere; later from c; sooner up to b; twice at a, c;"
                                + " once at b; never nowhere");
    }
}

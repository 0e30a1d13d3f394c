package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.measure.MeterReadings;
import org.junit.jupiter.api.Test;

final class SteadinessTest {
    private long cpu;
    private long delivered;
    private final Steadiness steadiness = new Steadiness(meters());

    @Test
    void aYoungLabIsNotSteadyUntilThreeWindowsAgree() {
        window(60);
        window(40);
        window(26);
        assertThat(steadiness.isSteady()).isFalse();
        window(22);
        assertThat(steadiness.isSteady()).as("40, 26, 22").isFalse();
        window(21);
        assertThat(steadiness.isSteady()).as("26, 22, 21").isFalse();
        window(22);
        assertThat(steadiness.isSteady()).as("22, 21, 22").isTrue();
        window(30);
        assertThat(steadiness.isSteady()).as("21, 22, 30").isFalse();
    }

    @Test
    void aWindowWithoutDeliveriesDecidesNothing() {
        window(20);
        window(20);
        steadiness.read(meters());
        assertThat(steadiness.isSteady()).isFalse();
        window(20);
        assertThat(steadiness.isSteady()).isTrue();
    }

    private void window(long microsEach) {
        delivered += 1_000;
        cpu += 1_000 * microsEach * 1_000;
        steadiness.read(meters());
    }

    private MeterReadings meters() {
        return new MeterReadings(0, 0, 0, 0, 0, 0, 0, 0, cpu, 0, null, delivered);
    }
}

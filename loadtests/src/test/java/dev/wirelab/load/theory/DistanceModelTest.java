package dev.wirelab.load.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Timing;
import org.junit.jupiter.api.Test;

/// What a link of 50 ms each way predicts for 20 readers.
final class DistanceModelTest {
    private static final double TRANSIT = 50_000;

    @Test
    void aPushTakesOneTransitToItsReader() {
        assertThat(latency(5, DistanceModel.Way.PUSH, 0.5)).isEqualTo(2 * TRANSIT);
        assertThat(latency(5, DistanceModel.Way.PUSH, 0.99)).isEqualTo(2 * TRANSIT);
    }

    @Test
    void aLongPollTakesOneIfMessagesAreFurtherApartThanARoundTrip() {
        assertThat(latency(5, DistanceModel.Way.HELD_REQUEST, 0.99)).isEqualTo(2 * TRANSIT);
    }

    @Test
    void aLongPollTakesOneToThreeIfTheyAreCloser() {
        assertThat(latency(100, DistanceModel.Way.HELD_REQUEST, 0)).isEqualTo(2 * TRANSIT);
        assertThat(latency(100, DistanceModel.Way.HELD_REQUEST, 0.5)).isEqualTo(3 * TRANSIT);
        assertThat(latency(100, DistanceModel.Way.HELD_REQUEST, 1)).isEqualTo(4 * TRANSIT);
    }

    @Test
    void aShortPollWaitsForItsInterval() {
        assertThat(latency(5, DistanceModel.Way.SCHEDULED_REQUEST, 0.5))
                .isEqualTo(500_000 + 2 * TRANSIT);
    }

    @Test
    void aFreshConnectionCostsAHandshake() {
        assertThat(model(5, 0, true).latency(DistanceModel.Way.HELD_REQUEST, 0.5).estimate())
                .isEqualTo(4 * TRANSIT);
        assertThat(model(5, 0, true).handshakeMicros()).isEqualTo(2 * TRANSIT);
    }

    @Test
    void readersShareTheRate() {
        DistanceModel slow = model(5, 1_000, false);

        assertThat(slow.latency(DistanceModel.Way.PUSH, 0.5).estimate())
                .isCloseTo(2 * TRANSIT + 10_000, within(1.0));
    }

    @Test
    void slowStartDoublesTheWindowEachRoundTrip() {
        DistanceModel model = model(5, 0, false);

        assertThat(model.slowStartMicros(10_000)).isEqualTo(TRANSIT);
        assertThat(model.slowStartMicros(262_144)).isEqualTo(TRANSIT + 4 * 2 * TRANSIT);
    }

    private static double latency(double rate, DistanceModel.Way way, double quantile) {
        return model(rate, 0, false).latency(way, quantile).estimate();
    }

    private static DistanceModel model(double rate, double eventMicros, boolean fresh) {
        FanOut workload = new FanOut(20, rate, 64, new Timing(1_000, 25, 0, 10_000));
        return new DistanceModel(
                OfferedLoad.of(workload), TRANSIT, TRANSIT, 0, eventMicros, false, fresh);
    }
}

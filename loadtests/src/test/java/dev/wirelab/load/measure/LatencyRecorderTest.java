package dev.wirelab.load.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class LatencyRecorderTest {
    private final LatencyRecorder latencies = new LatencyRecorder();

    @Test
    void shardsOfManyThreadsAreMergedNotAveraged() throws InterruptedException {
        long[] micros = new Random(7).longs(40_000, 1, 2_000_000).toArray();
        List<Thread> threads =
                IntStream.range(0, 4)
                        .mapToObj(shard ->
                                Thread.ofPlatform().start(() -> recordQuarter(micros, shard)))
                        .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        Histogram merged = drained(Quantity.DELIVERY);
        Arrays.sort(micros);
        assertThat(merged.getTotalCount()).isEqualTo(40_000);
        for (double percentile : new double[] {50, 90, 99, 99.9}) {
            long exact = micros[(int) Math.ceil(percentile / 100 * micros.length) - 1];
            assertThat(merged.getValueAtPercentile(percentile))
                    .as("p%s", percentile)
                    .isCloseTo(exact, Percentage.withPercentage(0.1));
        }
    }

    private void recordQuarter(long[] micros, int shard) {
        for (int i = shard; i < micros.length; i += 4) {
            latencies.record(Quantity.DELIVERY, TimeUnit.MICROSECONDS.toNanos(micros[i]));
        }
    }

    @Test
    void quantitiesAreSeparate() {
        latencies.record(Quantity.DELIVERY, 5_000_000);
        latencies.record(Quantity.SEND_DELAY, 1_000_000);
        Map<Quantity, Histogram> all = latencies.drain();
        assertThat(count(all, Quantity.DELIVERY)).isEqualTo(1);
        assertThat(count(all, Quantity.SEND_DELAY)).isEqualTo(1);
        assertThat(count(all, Quantity.ACKNOWLEDGEMENT)).isZero();
    }

    @Test
    void aNegativeSpanCountsAsAnomalousAndAsZero() {
        latencies.record(Quantity.DELIVERY, -1);
        assertThat(latencies.clockOddities()).isEqualTo(1);
        assertThat(drained(Quantity.DELIVERY).getMaxValue()).isZero();
    }

    @Test
    void aSpanBeyondTheRangeIsKeptAtItsEnd() {
        latencies.record(Quantity.DELIVERY, TimeUnit.HOURS.toNanos(5));
        assertThat((double) drained(Quantity.DELIVERY).getMaxValue())
                .isCloseTo(
                        (double) LatencyRecorder.HIGHEST_MICROS,
                        within(LatencyRecorder.HIGHEST_MICROS / 1000.0));
    }

    private Histogram drained(Quantity quantity) {
        return java.util.Objects.requireNonNull(latencies.drain().get(quantity));
    }

    private static long count(Map<Quantity, Histogram> all, Quantity quantity) {
        return java.util.Objects.requireNonNull(all.get(quantity)).getTotalCount();
    }
}

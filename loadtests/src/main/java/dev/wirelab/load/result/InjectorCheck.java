package dev.wirelab.load.result;

import dev.wirelab.load.measure.Quantity;
import java.util.Map;

/// Whether the load program was late by itself, so that a latency tells of it and not only of the
/// wire: a percentile of its own lag is above a quarter of the same percentile of the delivery
/// latency, and above a millisecond.
///
/// @param lagP50 the larger of the medians of injector lag and loop lag, in microseconds
/// @param lagP99 the same of the 99th percentiles
/// @param allowedP50 what the first may be, in microseconds
/// @param allowedP99 what the second may be
public record InjectorCheck(long lagP50, long lagP99, long allowedP50, long allowedP99) {
    /// What part of a result the load program's own lag may be.
    public static final double SHARE = 0.25;

    /// The lag that is never held against a result, in microseconds: what a timer is late by on a
    /// machine that is busy.
    public static final long FLOOR_MICROS = 1_000;

    /// Compares the lags with the delivery latency.
    public static InjectorCheck of(Map<String, Percentiles> latencies) {
        Percentiles injector = get(latencies, Quantity.INJECTOR_LAG);
        Percentiles loop = get(latencies, Quantity.LOOP_LAG);
        Percentiles delivery = get(latencies, Quantity.DELIVERY);
        return new InjectorCheck(
                Math.max(injector.p50(), loop.p50()),
                Math.max(injector.p99(), loop.p99()),
                allowed(delivery.p50()),
                allowed(delivery.p99()));
    }

    private static Percentiles get(Map<String, Percentiles> latencies, Quantity quantity) {
        return latencies.getOrDefault(quantity.id(), Percentiles.NONE);
    }

    private static long allowed(long delivery) {
        return Math.max(FLOOR_MICROS, Math.round(delivery * SHARE));
    }

    /// Whether it was late.
    public boolean isBound() {
        return lagP50 > allowedP50 || lagP99 > allowedP99;
    }
}

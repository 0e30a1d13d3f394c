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
/// @param bound whether one of them is more than that, and there was anything to be late for
public record InjectorCheck(
        long lagP50, long lagP99, long allowedP50, long allowedP99, boolean bound) {
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
        long lagP50 = Math.max(injector.p50(), loop.p50());
        long lagP99 = Math.max(injector.p99(), loop.p99());
        long allowedP50 = allowed(delivery.p50());
        long allowedP99 = allowed(delivery.p99());
        boolean late = lagP50 > allowedP50 || lagP99 > allowedP99;
        return new InjectorCheck(
                lagP50, lagP99, allowedP50, allowedP99, late && delivery.count() > 0);
    }

    /// Whether the load program was late enough to matter to a percentile of the latency.
    ///
    /// @param percentile `p50` or `p99`
    public boolean isLateAt(String percentile) {
        return bound && (percentile.equals("p50") ? lagP50 > allowedP50 : lagP99 > allowedP99);
    }

    private static Percentiles get(Map<String, Percentiles> latencies, Quantity quantity) {
        return latencies.getOrDefault(quantity.id(), Percentiles.NONE);
    }

    private static long allowed(long delivery) {
        return Math.max(FLOOR_MICROS, Math.round(delivery * SHARE));
    }
}

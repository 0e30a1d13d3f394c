package dev.wirelab.load.result;

import dev.wirelab.load.measure.Quantity;
import java.util.Map;

/// Whether the load generator itself was late enough to affect the latency: a percentile of its own
/// lag exceeds a quarter of the same percentile of the delivery latency, and a millisecond.
///
/// @param lagP50 the larger of the medians of injector lag and loop lag, in microseconds
/// @param lagP99 the same of the 99th percentiles
/// @param allowedP50 the limit of the first, in microseconds
/// @param allowedP99 the limit of the second
/// @param bound whether one of them exceeds its limit and there were deliveries
public record InjectorCheck(
        long lagP50, long lagP99, long allowedP50, long allowedP99, boolean bound) {
    /// The share of a result that the load generator's own lag may be.
    public static final double SHARE = 0.25;

    /// The lag that is always tolerated, in microseconds: that of a timer on a busy machine.
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

    /// Whether the load generator was late enough to affect a percentile of the latency.
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

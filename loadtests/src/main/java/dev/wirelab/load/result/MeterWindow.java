package dev.wirelab.load.result;

import org.jspecify.annotations.Nullable;

/// The time in which the lab's meters were observed.
///
/// @param deliveries messages that reached readers in that time: the divisor of all figures per
///   message
/// @param steady whether messages were published evenly before, in and after that time, so that
///   `deliveries` are those that the lab wrote in it; otherwise there was no traffic at both ends,
///   and they are all measured ones
/// @param labCores how many cores the lab used while messages were due; null: not known
/// @param foreign events that the lab delivered, on any transport, beyond those that reached the
///   readers of this run: to other clients; null: not measured
public record MeterWindow(
        long deliveries, boolean steady, @Nullable Double labCores, @Nullable Long foreign) {
    /// Fewer foreign deliveries may be an event on its way while the meters were read.
    private static final long FEW = 10;

    private static final double SHARE = 0.01;
    private static final double STEADY_SHARE = 0.1;

    /// Whether other clients loaded the lab so much that figures may be theirs: their deliveries
    /// exceed 1 % of the run's, or 10 % where messages were on their way when the meters were read.
    public boolean hasForeignLoad() {
        return foreign != null
                && foreign > Math.max(FEW, deliveries * (steady ? STEADY_SHARE : SHARE));
    }
}

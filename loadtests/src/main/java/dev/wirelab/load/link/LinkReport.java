package dev.wirelab.load.link;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The link of a measurement, and what its self-test found before it was used.
///
/// @param name the link as it was asked for
/// @param description its properties in words
/// @param engine `tun` (IP packets) or `proxy` (TCP connections)
/// @param congestionControl of TCP at both ends; null: that of this machine
/// @param up from the clients to the lab
/// @param down from the lab to the clients
/// @param kept whether the self-test found the link as asked
/// @param deviations where it is not, in words
public record LinkReport(
        String name,
        String description,
        String engine,
        @Nullable String congestionControl,
        Way up,
        Way down,
        boolean kept,
        List<String> deviations) {
    /// Copies the list.
    public LinkReport {
        deviations = List.copyOf(deviations);
    }

    /// One direction as asked and as delivered. Negative: not limited, or not tested.
    ///
    /// @param delayMicros the delay asked for
    /// @param jitterMicros the largest deviation from it
    /// @param bitsPerSecond the rate asked for
    /// @param loss the share of lost packets asked for
    /// @param deliveredP50 the median of the delivered delay, in microseconds
    /// @param deliveredP99 its 99th percentile
    /// @param deliveredBitsPerSecond the rate found
    /// @param deliveredLoss the share of lost packets found
    public record Way(
            double delayMicros,
            double jitterMicros,
            long bitsPerSecond,
            double loss,
            double deliveredP50,
            double deliveredP99,
            double deliveredBitsPerSecond,
            double deliveredLoss) {}

    /// One sentence: `link satellite (rtt 600 ms, …), engine tun, TCP cubic: as asked in the
    /// self-test`.
    public String sentence() {
        return "link %s (%s), engine %s%s: %s"
                .formatted(
                        name,
                        description,
                        engine,
                        congestionControl == null ? "" : ", TCP " + congestionControl,
                        kept
                                ? "as asked in the self-test"
                                : "NOT as asked: " + String.join("; ", deviations));
    }
}

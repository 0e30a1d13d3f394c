package dev.wirelab.load.result;

import dev.wirelab.load.measure.DeliveryCounts;
import dev.wirelab.load.measure.Quantity;
import java.util.List;
import java.util.Map;

/// The merged runs of a row. Histograms are added up, so a percentile is one of all values and
/// never a mean of percentiles.
///
/// @param runs how many runs are included: those that were completed or, without any, those that
///   were cut off
/// @param latencyMicros the percentiles of the added histograms, by the [Quantity]'s id
/// @param figures the value of each repeat, by name (docs/measuring-reference.md lists them)
/// @param files names of the files with the added histograms, under the row's folder
public record Merged(
        int runs,
        DeliveryCounts tally,
        Map<String, Percentiles> latencyMicros,
        Map<String, Spread> figures,
        List<String> files) {
    /// The percentiles of a quantity.
    public Percentiles latency(Quantity quantity) {
        return latencyMicros.getOrDefault(quantity.id(), Percentiles.NONE);
    }
}

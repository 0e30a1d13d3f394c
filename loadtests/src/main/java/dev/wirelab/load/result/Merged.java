package dev.wirelab.load.result;

import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.measure.Tally;
import java.util.List;
import java.util.Map;

/// All runs of a row together. Histograms are added up, so a percentile here is one of all spans,
/// never a mean of percentiles.
///
/// @param runs how many runs are in it: those that came to their end, or if there is none, those
///   that were cut off
/// @param latencyMicros the percentiles of the added histograms, by the [Quantity]'s id
/// @param figures what each repeat came to, by name (docs/measuring.md lists them)
/// @param files names of the files with the added histograms, under the row's folder
public record Merged(
        int runs,
        Tally tally,
        Map<String, Percentiles> latencyMicros,
        Map<String, Spread> figures,
        List<String> files) {
    /// Keeps its own copies.
    public Merged {
        latencyMicros = Map.copyOf(latencyMicros);
        figures = Map.copyOf(figures);
        files = List.copyOf(files);
    }

    /// The percentiles of a quantity.
    public Percentiles latency(Quantity quantity) {
        return latencyMicros.getOrDefault(quantity.id(), Percentiles.NONE);
    }
}

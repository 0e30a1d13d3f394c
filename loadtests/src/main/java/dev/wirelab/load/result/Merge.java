package dev.wirelab.load.result;

import dev.wirelab.load.measure.DeliveryCounts;
import dev.wirelab.load.measure.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/// Merges the runs of a row.
public final class Merge {
    private Merge() {}

    /// Adds up the histograms of the runs, writes them into the row's folder, and computes the
    /// spread of each figure.
    ///
    /// @param comparison the comparison's folder
    /// @param row the row's folder under it
    /// @return empty if no run has a result
    public static Optional<Merged> of(Path comparison, String row, List<Run> runs)
            throws IOException {
        List<Run> used = Run.used(runs);
        if (used.isEmpty()) {
            return Optional.empty();
        }
        Map<Quantity, Histogram> sum = Histograms.none();
        long start = Long.MAX_VALUE;
        long end = 0;
        for (Run run : used) {
            for (Histogram one : Histograms.read(comparison.resolve(run.folder()))) {
                Quantity.of(one.getTag()).map(sum::get).ifPresent(all -> all.add(one));
                start = Math.min(start, one.getStartTimeStamp());
                end = Math.max(end, one.getEndTimeStamp());
            }
        }
        Path folder = comparison.resolve(row);
        Histograms.write(folder, sum, Math.min(start, end), end);
        List<RunResult> results =
                used.stream().flatMap(run -> Optional.ofNullable(run.result()).stream()).toList();
        return Optional.of(
                new Merged(
                        used.size(),
                        results.stream()
                                .map(RunResult::tally)
                                .reduce(DeliveryCounts.NONE, DeliveryCounts::plus),
                        Histograms.percentiles(sum),
                        spreads(results),
                        RunFiles.names(folder)));
    }

    private static Map<String, Spread> spreads(List<RunResult> results) {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        for (RunResult result : results) {
            Figure.all(result)
                    .forEach((name, value) ->
                            values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
        }
        Map<String, Spread> spreads = new LinkedHashMap<>();
        values.forEach((name, each) -> spreads.put(name, Spread.of(each)));
        return spreads;
    }
}

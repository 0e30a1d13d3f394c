package dev.wirelab.load.stats;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/// Deliveries of real runs: six of each transport, interleaved, on two cores on which other
/// programs came and went. Long polling's median went from 9 to 294 ms between its runs: such is
/// the noise of a busy machine. And, as `tcp-quiet`, twenty-four of TCP while nothing else ran.
final class Recorded {
    private Recorded() {}

    static List<Histogram> runs(String name) {
        InputStream file = Recorded.class.getResourceAsStream(name + ".hlog");
        HistogramLogReader reader = new HistogramLogReader(Objects.requireNonNull(file));
        List<Histogram> runs = new ArrayList<>();
        for (EncodableHistogram run = reader.nextIntervalHistogram();
                run != null;
                run = reader.nextIntervalHistogram()) {
            runs.add((Histogram) run);
        }
        return runs;
    }
}

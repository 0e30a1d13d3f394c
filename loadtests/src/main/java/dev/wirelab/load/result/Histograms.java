package dev.wirelab.load.result;

import dev.wirelab.load.measure.Latencies;
import dev.wirelab.load.measure.Quantity;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/// The full histograms of a run as files, so that anyone can compute any percentile again.
public final class Histograms {
    /// The log in HdrHistogram's own format, one tagged line a quantity.
    public static final String LOG = "latency.hlog";

    /// The same for a spreadsheet or awk: `quantity,microseconds,count`.
    public static final String CSV = "latency.csv";

    private Histograms() {}

    /// Writes both files into a folder.
    ///
    /// @param startMillis when measuring began, in milliseconds since 1970
    public static void write(
            Path folder, Map<Quantity, Histogram> histograms, long startMillis, long endMillis)
            throws IOException {
        try (PrintStream out = print(folder.resolve(LOG))) {
            HistogramLogWriter log = new HistogramLogWriter(out);
            log.outputComment("[Wirelab: microseconds; the tag names the quantity]");
            log.outputLogFormatVersion();
            log.outputStartTime(startMillis);
            log.outputLegend();
            histograms.forEach((quantity, histogram) -> {
                Histogram tagged = histogram.copy();
                tagged.setTag(quantity.id());
                tagged.setStartTimeStamp(startMillis);
                tagged.setEndTimeStamp(endMillis);
                log.outputIntervalHistogram(tagged);
            });
            check(out, LOG);
        }
        try (PrintStream out = print(folder.resolve(CSV))) {
            out.println("quantity,microseconds,count");
            histograms.forEach((quantity, histogram) -> {
                for (HistogramIterationValue value : histogram.recordedValues()) {
                    out.println(
                            quantity.id()
                                    + ","
                                    + value.getValueIteratedTo()
                                    + ","
                                    + value.getCountAtValueIteratedTo());
                }
            });
            check(out, CSV);
        }
    }

    /// A print stream keeps its troubles to itself.
    private static void check(PrintStream out, String name) throws IOException {
        if (out.checkError()) {
            throw new IOException("cannot write " + name + ": is the disk full?");
        }
    }

    /// An empty one for each quantity.
    static Map<Quantity, Histogram> none() {
        Map<Quantity, Histogram> none = new EnumMap<>(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            none.put(quantity, new Histogram(Latencies.HIGHEST_MICROS, Latencies.DIGITS));
        }
        return none;
    }

    /// Those of a folder, each with its quantity's id as its tag.
    ///
    /// @throws IOException if there are none
    public static List<Histogram> read(Path folder) throws IOException {
        List<Histogram> found = new ArrayList<>();
        try (InputStream file = Files.newInputStream(folder.resolve(LOG));
                HistogramLogReader log = new HistogramLogReader(file)) {
            while (log.hasNext()) {
                if (log.nextIntervalHistogram() instanceof Histogram histogram) {
                    found.add(histogram);
                }
            }
        }
        return found;
    }

    /// The percentiles of each quantity by its id.
    public static Map<String, Percentiles> percentiles(Map<Quantity, Histogram> histograms) {
        Map<String, Percentiles> percentiles = new LinkedHashMap<>();
        histograms.forEach(
                (quantity, histogram) -> percentiles.put(quantity.id(), Percentiles.of(histogram)));
        return percentiles;
    }

    private static PrintStream print(Path file) throws IOException {
        return new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8);
    }
}

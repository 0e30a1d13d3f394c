package dev.wirelab.load.result;

import dev.wirelab.load.measure.Latencies;
import dev.wirelab.load.measure.Quantity;
import java.io.ByteArrayOutputStream;
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

    /// Writes both files into a folder, each whole or not at all.
    ///
    /// @param startMillis when measuring began, in milliseconds since 1970
    public static void write(
            Path folder, Map<Quantity, Histogram> histograms, long startMillis, long endMillis)
            throws IOException {
        RunFiles.replace(folder.resolve(LOG), log(histograms, startMillis, endMillis));
        RunFiles.replace(folder.resolve(CSV), csv(histograms));
    }

    private static byte[] log(
            Map<Quantity, Histogram> histograms, long startMillis, long endMillis) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
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
        }
        return bytes.toByteArray();
    }

    private static byte[] csv(Map<Quantity, Histogram> histograms) {
        StringBuilder text = new StringBuilder("quantity,microseconds,count\n");
        histograms.forEach((quantity, histogram) -> {
            for (HistogramIterationValue value : histogram.recordedValues()) {
                text.append(quantity.id())
                        .append(',')
                        .append(value.getValueIteratedTo())
                        .append(',')
                        .append(value.getCountAtValueIteratedTo())
                        .append('\n');
            }
        });
        return text.toString().getBytes(StandardCharsets.UTF_8);
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
}

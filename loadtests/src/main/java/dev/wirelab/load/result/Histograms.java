package dev.wirelab.load.result;

import dev.wirelab.load.measure.LatencyRecorder;
import dev.wirelab.load.measure.Quantity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/// The complete histograms of a run as files, from which any percentile can be computed.
public final class Histograms {
    /// The log in HdrHistogram's own format, one tagged line per quantity.
    public static final String LOG = "latency.hlog";

    /// The same for a spreadsheet or awk: `quantity,microseconds,count`.
    public static final String CSV = "latency.csv";

    private Histograms() {}

    /// Writes both files into a folder, each completely or not at all.
    ///
    /// @param startMillis when the measurement began, in milliseconds since 1970
    public static void write(
            Path folder, Map<Quantity, Histogram> histograms, long startMillis, long endMillis)
            throws IOException {
        RunFiles.replace(folder.resolve(LOG), log(histograms, startMillis, endMillis));
        StringBuilder csv = new StringBuilder("quantity,microseconds,count\n");
        histograms.forEach((quantity, histogram) -> {
            for (HistogramIterationValue value : histogram.recordedValues()) {
                csv.append(quantity.id())
                        .append(',')
                        .append(value.getValueIteratedTo())
                        .append(',')
                        .append(value.getCountAtValueIteratedTo())
                        .append('\n');
            }
        });
        RunFiles.replace(folder.resolve(CSV), csv.toString());
    }

    private static byte[] log(
            Map<Quantity, Histogram> histograms, long startMillis, long endMillis) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HistogramLogWriter log = new HistogramLogWriter(bytes);
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
        log.close();
        return bytes.toByteArray();
    }

    /// An empty histogram for each quantity.
    static Map<Quantity, Histogram> none() {
        Map<Quantity, Histogram> none = new EnumMap<>(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            none.put(
                    quantity,
                    new Histogram(LatencyRecorder.HIGHEST_MICROS, LatencyRecorder.DIGITS));
        }
        return none;
    }

    /// The histograms of a folder, each tagged with the id of its quantity.
    ///
    /// @throws IOException if there is no log
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

    /// The histogram of one quantity in a folder; empty if the folder's log does not have it.
    ///
    /// @throws IOException if there is no log
    public static Optional<Histogram> read(Path folder, Quantity quantity) throws IOException {
        return read(folder).stream()
                .filter(histogram -> quantity.id().equals(histogram.getTag()))
                .findFirst();
    }

    /// The percentiles of each quantity by its id.
    public static Map<String, Percentiles> percentiles(Map<Quantity, Histogram> histograms) {
        Map<String, Percentiles> percentiles = new LinkedHashMap<>();
        histograms.forEach(
                (quantity, histogram) -> percentiles.put(quantity.id(), Percentiles.of(histogram)));
        return percentiles;
    }
}

package dev.wirelab.load.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wirelab.load.measure.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The files of one run in its folder: `run.json`, the histograms, and Gatling's report in
/// `gatling/`.
public final class RunFiles {
    private static final String RESULT = "run.json";
    private static final String TIMELINE = "timeline.csv";
    private static final String REPORT = "gatling";
    private static final String REPORT_PAGE = "gatling/index.html";

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private RunFiles() {}

    /// The mapper of all result files.
    public static ObjectMapper json() {
        return JSON;
    }

    /// Writes the result of a run, completely or not at all.
    public static void writeJson(Path folder, RunResult result) throws IOException {
        replace(folder.resolve(RESULT), JSON.writeValueAsBytes(result));
    }

    /// Writes the seconds of a run for a spreadsheet.
    public static void writeTimeline(Path folder, List<Timeline.Second> seconds)
            throws IOException {
        StringBuilder csv =
                new StringBuilder("second,arrived,due,p50 microseconds,p99 microseconds,max\n");
        for (Timeline.Second each : seconds) {
            csv.append(
                    "%d,%d,%d,%d,%d,%d\n"
                            .formatted(
                                    each.second(),
                                    each.arrived(),
                                    each.due(),
                                    each.p50Micros(),
                                    each.p99Micros(),
                                    each.maxMicros()));
        }
        replace(folder.resolve(TIMELINE), csv.toString());
    }

    /// Replaces a file with a text in UTF-8, completely or not at all.
    public static void replace(Path file, String text) throws IOException {
        replace(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Replaces a file, completely or not at all.
    public static void replace(Path file, byte[] content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        try {
            Files.write(draft, content);
            Files.move(
                    draft,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
    }

    /// Reads the result of a run; empty if it has none.
    public static Optional<RunResult> readJson(Path folder) throws IOException {
        Path file = folder.resolve(RESULT);
        return Files.exists(file)
                ? Optional.of(JSON.readValue(file.toFile(), RunResult.class))
                : Optional.empty();
    }

    /// Moves Gatling's report from the folder that Gatling chose to its place.
    public static void adoptReport(Path reports, Path folder) throws IOException {
        List<Path> made;
        try (Stream<Path> found = Files.list(reports)) {
            made = found.toList();
        }
        if (made.size() == 1) {
            Files.move(made.getFirst(), folder.resolve(REPORT));
            Files.delete(reports);
        }
    }

    /// The names of the existing files of a run or row.
    public static List<String> names(Path folder) {
        return Stream.of(Histograms.LOG, Histograms.CSV, TIMELINE, REPORT_PAGE)
                .filter(name -> Files.exists(folder.resolve(name)))
                .toList();
    }
}

package dev.wirelab.lab.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The results on disk: a folder with one subfolder for each result. Read-only. Nothing outside of
/// the folder is read, whatever name or link is requested.
///
/// Safe for use by any number of threads.
final class ResultArchive {
    /// Maximum number of listed results, latest first.
    static final int MAX_LISTED = 200;

    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final List<String> REPORTS = List.of("report.html", "report.md");
    private static final Path GATLING = Path.of("gatling", "index.html");

    /// `WORKLOAD/ROW/RUN/gatling/index.html`.
    private static final int GATLING_DEPTH = 5;

    private static final long MAX_RESULT_BYTES = 16L << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    /// @param folder the folder of the results, which need not exist
    ResultArchive(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    Path path() {
        return folder;
    }

    /// The results, latest first.
    List<Map<String, Object>> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(
                            path -> Files.isDirectory(path) && RUN.matcher(name(path)).matches())
                    .sorted(Comparator.comparing(ResultArchive::name).reversed())
                    .limit(MAX_LISTED)
                    .map(this::describe)
                    .toList();
        }
    }

    private Map<String, Object> describe(Path result) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name(result));
        files(result, row);
        read(result.resolve("result.json"))
                .ifPresent(json -> {
                    copy(json, row, "started", "finished", "partial");
                    List<Map<String, Object>> rows = new ArrayList<>();
                    for (JsonNode one : json.path("rows")) {
                        Map<String, Object> fields = new LinkedHashMap<>();
                        copy(one, fields, "id", "transport", "twinOf", "workload");
                        fields.put("runs", one.path("runs").size());
                        rows.add(fields);
                    }
                    row.put("rows", rows);
                });
        return row;
    }

    private static void copy(JsonNode from, Map<String, Object> to, String... fields) {
        for (String field : fields) {
            if (from.hasNonNull(field)) {
                to.put(field, from.get(field));
            }
        }
    }

    /// Lists the report, the files beside it, and Gatling's reports of the single runs.
    private static void files(Path result, Map<String, Object> row) {
        List<String> files = new ArrayList<>();
        List<String> gatling = new ArrayList<>();
        try (Stream<Path> beside = Files.list(result);
                Stream<Path> below =
                        Files.find(result, GATLING_DEPTH, (path, _) -> path.endsWith(GATLING))) {
            beside.filter(Files::isRegularFile).sorted().forEach(file -> files.add(name(file)));
            below.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(report -> gatling.add(slashes(result.relativize(report))));
        } catch (IOException | UncheckedIOException e) {
            // The result is being removed.
            files.clear();
        }
        REPORTS.stream()
                .filter(files::contains)
                .findFirst()
                .ifPresent(report -> row.put("report", report));
        row.put("files", files);
        row.put("gatling", gatling);
    }

    private static String slashes(Path path) {
        return path.toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    /// Empty if the file does not exist or is being written.
    private static Optional<JsonNode> read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_RESULT_BYTES) {
                return Optional.empty();
            }
            return Optional.of(JSON.readTree(file.toFile())).filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// A file of a result.
    ///
    /// @param path relative to the result, with `/`
    /// @return empty if there is no such file inside of that result
    Optional<Path> file(String result, String path) {
        if (!RUN.matcher(result).matches()) {
            return Optional.empty();
        }
        try {
            Path inside = folder.resolve(result).toRealPath();
            Path file = inside.resolve(path).toRealPath();
            return inside.startsWith(folder.toRealPath())
                            && file.startsWith(inside)
                            && Files.isRegularFile(file)
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}

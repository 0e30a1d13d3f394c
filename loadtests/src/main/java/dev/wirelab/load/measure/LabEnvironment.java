package dev.wirelab.load.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The program that a lab says it is.
///
/// @param version its own
/// @param java its JVM and that one's version
/// @param options those of its JVM that change how it runs, wherever they came from
/// @param maxHeapBytes the largest heap that its JVM takes
/// @param libraries versions of the libraries that carry its bytes, by name
public record LabEnvironment(
        String version,
        String java,
        List<String> options,
        long maxHeapBytes,
        Map<String, String> libraries) {

    /// Keeps its own copies.
    public LabEnvironment {
        options = List.copyOf(options);
        libraries = Map.copyOf(libraries);
    }

    /// Reads the answer to `GET /api/environment`; nothing if it is another one's.
    static Optional<LabEnvironment> read(JsonNode answer) {
        if (!answer.path("java").isTextual() || !answer.path("maxHeapBytes").isIntegralNumber()) {
            return Optional.empty();
        }
        List<String> options = new ArrayList<>();
        answer.path("options").forEach(option -> options.add(option.asText()));
        Map<String, String> libraries = new LinkedHashMap<>();
        answer.path("libraries")
                .properties()
                .forEach(library -> libraries.put(library.getKey(), library.getValue().asText()));
        return Optional.of(
                new LabEnvironment(
                        answer.path("version").asText(),
                        answer.path("java").asText(),
                        options,
                        answer.path("maxHeapBytes").asLong(),
                        libraries));
    }
}

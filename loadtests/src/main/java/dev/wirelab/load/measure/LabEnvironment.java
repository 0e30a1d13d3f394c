package dev.wirelab.load.measure;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The program that a lab reports to be.
///
/// @param version its own
/// @param java its JVM and the version
/// @param options the options of its JVM that affect how it runs, from any source
/// @param maxHeapBytes the maximal heap of its JVM
/// @param libraries versions of the libraries that carry its bytes, by name
public record LabEnvironment(
        String version,
        String java,
        List<String> options,
        long maxHeapBytes,
        Map<String, String> libraries) {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /// Parses the answer to `GET /api/environment`; empty if it is something else.
    static Optional<LabEnvironment> read(JsonNode answer) {
        if (!answer.path("java").isTextual() || !answer.path("maxHeapBytes").isIntegralNumber()) {
            return Optional.empty();
        }
        return Optional.of(JSON.convertValue(answer, LabEnvironment.class));
    }
}

package dev.wirelab.load.cli;

import com.fasterxml.jackson.core.JacksonException;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a result that an earlier command wrote.
final class ResultReader {
    private static final String RESULT = "result.json";

    private ResultReader() {}

    /// Reads it.
    ///
    /// @param place its folder, or its `result.json`
    /// @throws IllegalArgumentException if it is not a result that this program reads; the message
    ///   is one line that names the place
    static ComparisonResult read(Path place) {
        Path file = Files.isDirectory(place) ? place.resolve(RESULT) : place;
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no result in " + place);
        }
        try {
            int schema = RunFiles.json().readTree(file.toFile()).path("schema").asInt();
            if (schema != ComparisonResult.SCHEMA) {
                throw new IllegalArgumentException(
                        "%s has schema %d; this program reads schema %d"
                                .formatted(file, schema, ComparisonResult.SCHEMA));
            }
            return RunFiles.json().readValue(file.toFile(), ComparisonResult.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    file + " is not a result: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}

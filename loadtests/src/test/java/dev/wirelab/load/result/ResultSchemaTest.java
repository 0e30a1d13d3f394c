package dev.wirelab.load.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wirelab.load.report.Fixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The published schema of `result.json`.
final class ResultSchemaTest {
    @TempDir private Path folder = Path.of("");

    /// With `-Dwirelab.schema=write` it is written.
    @Test
    void thePublishedSchemaIsThatOfTheRecords() throws IOException {
        String current = ResultSchema.text();
        if ("write".equals(System.getProperty("wirelab.schema"))) {
            Files.writeString(ResultSchema.PUBLISHED, current);
        }
        assertThat(ResultSchema.PUBLISHED)
                .as("run this test with -Dwirelab.schema=write after a change of the records")
                .content()
                .isEqualTo(current);
    }

    @Test
    void aResultIsValid() throws IOException {
        assertThat(ResultSchema.problems(result())).isEmpty();
    }

    @Test
    void aResultWithoutAMemberOrWithAnotherTypeIsNot() throws IOException {
        ObjectNode result = (ObjectNode) result();
        result.remove("target");
        result.put("repeats", "three");

        assertThat(ResultSchema.problems(result))
                .hasSize(2)
                .anyMatch(message -> message.contains("target"))
                .anyMatch(message -> message.contains("repeats"));
    }

    private JsonNode result() throws IOException {
        return RunFiles.json()
                .readTree(
                        RunFiles.json()
                                .writeValueAsBytes(
                                        new Fixture(folder, 2, 1)
                                                .row("tcp", "tcp", null, 5, 0, 192)
                                                .row("tcp-again", "tcp", "tcp", 5, 0, 192)
                                                .comparison()));
    }
}

package dev.wirelab.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabKeyTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void theLatestFileOfThePortIsRead() throws IOException {
        Path old = Files.createDirectory(folder.resolve("old"));
        Path current = Files.createDirectory(folder.resolve("current"));
        Files.writeString(old.resolve("7070.key"), "killed\n");
        Files.setLastModifiedTime(old.resolve("7070.key"), FileTime.fromMillis(1));
        Files.writeString(current.resolve("7070.key"), "runs\n");
        List<Path> directories = List.of(folder.resolve("none"), old, current);
        for (String host : List.of("127.0.0.1", "localhost", "127.0.1.1", "[::1]")) {
            assertThat(LabKey.inFile(URI.create("http://" + host + ":7070"), directories))
                    .as(host)
                    .contains("runs");
        }
        assertThat(LabKey.inFile(URI.create("http://127.0.0.1:7071"), directories)).isEmpty();
    }

    @Test
    void aLabElsewhereIsNotSentTheKeyOfALocalOne() throws IOException {
        Files.writeString(folder.resolve("7070.key"), "runs\n");
        for (String host : List.of("lab.example", "10.0.0.1", "127.0.0.1.example")) {
            assertThat(LabKey.inFile(URI.create("http://" + host + ":7070"), List.of(folder)))
                    .as(host)
                    .isEmpty();
        }
    }

    @Test
    void theKeyOfATargetIsNeitherWrittenNorPrinted() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Target target = new Target("http://h:1", Map.of(), "the-key");
        String text = json.writeValueAsString(target);
        assertThat(text + target).doesNotContain("the-key");
        assertThat(json.readValue(text, Target.class))
                .isEqualTo(new Target("http://h:1", Map.of()));
    }
}

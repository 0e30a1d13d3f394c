package dev.wirelab.lab.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.transports.http.auth.AccessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyFileTest {
    private final AccessKey key = AccessKey.random();
    @TempDir private Path folder = Path.of("");

    @Test
    void onlyTheOwnerCanReadItAndItGoesWithTheLab() throws IOException {
        Path directory = folder.resolve("wirelab");
        try (KeyFile file = KeyFile.write(key, 7070, List.of(directory))) {
            assertThat(file.path()).isEqualTo(directory.resolve("7070.key")).hasContent(key.text());
            assertThat(permissions(file.path())).isEqualTo("rw-------");
            assertThat(permissions(directory)).isEqualTo("rwx------");
            assertThat(directory).as("no draft is left").isDirectoryContaining("glob:**/7070.key");
            try (var files = Files.list(directory)) {
                assertThat(files).hasSize(1);
            }
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theFileOfALabThatWasKilledIsReplacedAndThatOfALaterLabStays() throws IOException {
        List<Path> directories = List.of(folder.resolve("wirelab"));
        KeyFile killed = KeyFile.write(AccessKey.random(), 7070, directories);
        KeyFile later = KeyFile.write(key, 7070, directories);
        killed.close();
        assertThat(later.path()).hasContent(key.text());
        later.close();
        assertThat(later.path()).doesNotExist();
    }

    @Test
    void aDirectoryThatOthersCanEnterIsNotUsed() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path aimedAt = Files.createDirectory(folder.resolve("elsewhere"));
        Files.setPosixFilePermissions(aimedAt, PosixFilePermissions.fromString("rwx------"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), aimedAt);
        Path last = folder.resolve("last");
        try (KeyFile file =
                KeyFile.write(key, 1, List.of(folder.resolve("none/here"), open, link, last))) {
            assertThat(file.path()).isEqualTo(last.resolve("1.key"));
            assertThat(open).isEmptyDirectory();
            assertThat(aimedAt).isEmptyDirectory();
        }
        assertThatThrownBy(() -> KeyFile.write(key, 1, List.of(open)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("accessible to other users");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}

package dev.wirelab.load.measure;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the key of a lab: in `WIRELAB_KEY`, or in the file that the lab on this machine has
/// written for the commands of its user (docs/api.md).
public final class LabKey {
    /// The environment variable that holds a key.
    public static final String VARIABLE = "WIRELAB_KEY";

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d+){3}|\\[?::1]?");

    private LabKey() {}

    /// The key of the lab at this HTTP address, or empty: then its meters stay closed.
    public static Optional<String> of(String http) {
        String variable = System.getenv(VARIABLE);
        return variable == null ? inFile(URI.create(http), directories()) : Optional.of(variable);
    }

    /// A lab elsewhere is never shown the key of one that is here.
    static Optional<String> inFile(URI http, List<Path> directories) {
        if (http.getHost() == null || !LOOPBACK.matcher(http.getHost()).matches()) {
            return Optional.empty();
        }
        return directories.stream()
                .map(directory -> directory.resolve(http.getPort() + ".key"))
                .filter(Files::isReadable)
                .max(Comparator.comparing(LabKey::written))
                .map(LabKey::read);
    }

    private static List<Path> directories() {
        List<Path> directories = new ArrayList<>();
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        if (runtime != null && !runtime.isBlank()) {
            directories.add(Path.of(runtime, "wirelab"));
        }
        directories.add(Path.of(System.getProperty("user.home"), ".wirelab"));
        directories.add(
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "wirelab-" + System.getProperty("user.name")));
        return directories;
    }

    /// A lab that was killed leaves its file behind: the latest one counts.
    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static @Nullable String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return null;
        }
    }
}

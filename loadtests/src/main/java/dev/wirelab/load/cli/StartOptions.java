package dev.wirelab.load.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of every command that starts a lab and writes results.
final class StartOptions {
    @Option(
            names = "--lab-jar",
            paramLabel = "FILE",
            description = "the server program to start (default: the one beside this program)")
    private @Nullable Path jar;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "the folder that gets a folder per result (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("results");

    /// The server program, if it was named.
    Optional<Path> jar() {
        return Optional.ofNullable(jar);
    }

    /// The folder that gets a folder for each result.
    Path out() {
        return out;
    }
}

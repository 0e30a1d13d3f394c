package dev.wirelab.load.cli;

import dev.wirelab.load.lab.CannotStartException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// Creates the folder of one result, named by the current time.
final class OutputFolder {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss");
    private static final int TRIES = 100;

    private OutputFolder() {}

    /// Creates a folder such as `results/2026-11-21T12-00-00`.
    ///
    /// @param out its parent, which is created if it is missing
    /// @throws CannotStartException if it cannot be created
    static Path create(Path out) throws CannotStartException {
        String name = LocalDateTime.now(ZoneId.systemDefault()).format(NAME);
        try {
            Files.createDirectories(out);
            for (int i = 1; i < TRIES; i++) {
                Path folder = out.resolve(i == 1 ? name : name + "-" + i);
                try {
                    return Files.createDirectory(folder);
                } catch (FileAlreadyExistsException e) {
                    // Another result of this second: try the next name.
                }
            }
        } catch (IOException e) {
            throw new CannotStartException("cannot write to " + out + ": " + reason(e));
        }
        throw new CannotStartException("too many results of this second in " + out);
    }

    /// The messages of some of these exceptions consist of the path only.
    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "a file of that name exists";
            case NoSuchFileException _ -> "the folder cannot be created";
            case FileSystemException named when named.getReason() != null -> named.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}

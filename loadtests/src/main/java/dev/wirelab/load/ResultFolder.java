package dev.wirelab.load;

import dev.wirelab.load.compare.CannotBeginException;
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

/// Makes the folder of one result, named after the moment.
final class ResultFolder {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss");
    private static final int TRIES = 100;

    private ResultFolder() {}

    /// A new folder, such as `results/2026-11-21T12-00-00`.
    ///
    /// @param out where; made if it is not there
    /// @throws CannotBeginException if it cannot be made
    static Path make(Path out) throws CannotBeginException {
        String name = LocalDateTime.now(ZoneId.systemDefault()).format(NAME);
        try {
            Files.createDirectories(out);
            for (int i = 1; i < TRIES; i++) {
                Path folder = out.resolve(i == 1 ? name : name + "-" + i);
                try {
                    return Files.createDirectory(folder);
                } catch (FileAlreadyExistsException e) {
                    // Another result of this second: the next name.
                }
            }
        } catch (IOException e) {
            throw new CannotBeginException("cannot write to " + out + ": " + reason(e));
        }
        throw new CannotBeginException("too many results of this second in " + out);
    }

    /// Some of these tell nothing but the path.
    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "there is a file of that name";
            case NoSuchFileException _ -> "there can be no folder";
            case FileSystemException named when named.getReason() != null -> named.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}

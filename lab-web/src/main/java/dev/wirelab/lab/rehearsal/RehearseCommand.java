package dev.wirelab.lab.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/// `lab rehearse FILE`: makes the file that lets a lab start warm.
public final class RehearseCommand {
    /// What `lab rehearse --help` says.
    public static final String HELP =
            """
            Usage: lab rehearse FILE
            Run a lab for half a minute under a load of its own making, and store what the JVM learnt
            in FILE, for 'java -XX:AOTCache=FILE -jar lab.jar'. ./lab does so after a build.
            """;

    private static final Duration ACT = Duration.ofSeconds(1);

    private final Path file;

    /// @param file the file to make
    public RehearseCommand(Path file) {
        this.file = file;
    }

    /// Rehearses.
    ///
    /// @return the exit code: 0, or 1 if there is no file
    public int call() throws InterruptedException {
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            try (LabProcess lab = LabProcess.start(part)) {
                new Rehearsal(lab.addresses(), ACT).play();
                lab.finish();
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            return 0;
        } catch (IOException e) {
            System.err.println("lab: the rehearsal failed: " + e.getMessage());
            return 1;
        }
    }
}

package dev.wirelab.lab.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lab rehearse FILE`: makes the file that lets a lab start warm.
@Command(
        name = "rehearse",
        description = {
            "Run a lab for half a minute under a load of its own making, and store what the",
            "JVM learnt, for 'java -XX:AOTCache=FILE -jar lab.jar'. ./lab does so after a build."
        },
        mixinStandardHelpOptions = true)
public final class RehearseCommand implements Callable<Integer> {
    private static final Duration ACT = Duration.ofSeconds(1);

    @Parameters(paramLabel = "FILE", description = "The file to make.")
    private @Nullable Path file;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    /// Made for picocli, which sets the fields.
    @SuppressWarnings("NullAway.Init")
    public RehearseCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        Path target = Objects.requireNonNull(file).toAbsolutePath();
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            try (LabProcess lab = LabProcess.start(part)) {
                new Rehearsal(lab.addresses(), ACT).play();
                lab.finish();
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            return CommandLine.ExitCode.OK;
        } catch (IOException e) {
            spec.commandLine().getErr().println("lab: the rehearsal failed: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }
}

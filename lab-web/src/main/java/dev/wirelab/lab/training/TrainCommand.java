package dev.wirelab.lab.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lab train FILE`: creates the AOT cache with which a lab starts warmed up.
@Command(
        name = "train",
        description =
                "Run a lab for half a minute under a load of its own, and store what the JVM has learnt"
                        + " in FILE, for 'java -XX:AOTCache=FILE -jar lab.jar'. ./lab does so after a build.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 100)
public final class TrainCommand implements Callable<Integer> {
    private static final Duration ACT = Duration.ofMillis(500);

    @Parameters(paramLabel = "FILE", description = "the file to make")
    private Path file = Path.of("lab.aot");

    /// Created by picocli.
    public TrainCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try (TrainingLab lab = TrainingLab.start(part)) {
            new TrainingRun(lab.addresses(), ACT).execute();
            lab.finish();
        } catch (IOException e) {
            throw new IOException("the training run failed: " + e.getMessage(), e);
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        return 0;
    }
}

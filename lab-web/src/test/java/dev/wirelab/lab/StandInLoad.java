package dev.wirelab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Behaves as the load program does towards its caller: it tells what it does line by line, leaves
/// a folder in `--out`, and ends when it is told to. With `--duration 10m` it takes that long.
public final class StandInLoad {
    private StandInLoad() {}

    /// Runs it.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = List.of(arguments);
        System.out.println(String.join(" ", words));
        System.err.println("1/1 tcp: warming up");
        System.err.println("1/1 tcp: measuring");
        if (words.contains("10m")) {
            new CountDownLatch(1).await(Duration.ofMinutes(10).toSeconds(), TimeUnit.SECONDS);
        }
        Path out = Path.of(words.get(words.indexOf("--out") + 1));
        Path result = Files.createDirectories(out.resolve("made-by-the-stand-in"));
        Files.writeString(result.resolve("report.md"), "# measured\n");
        System.out.println("report   " + result.resolve("report.md"));
    }
}

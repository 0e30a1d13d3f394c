package dev.wirelab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/// Behaves as the load generator does towards its caller: prints progress lines, writes a folder in
/// `--out`, and ends on request. With `--duration 10m` it takes that long.
public final class StandInLoad {
    private StandInLoad() {}

    /// Makes a jar whose program it is.
    static Path jar(Path folder) throws IOException {
        Path jar = folder.resolve("stand-in.jar");
        String entry = StandInLoad.class.getName().replace('.', '/') + ".class";
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInLoad.class.getName());
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var code = StandInLoad.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new ZipEntry(entry));
            Objects.requireNonNull(code).transferTo(out);
        }
        return jar;
    }

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

package dev.wirelab.lab.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The lab of a training run: a second process of this program, whose JVM stores an AOT cache when
/// it ends.
final class TrainingLab implements AutoCloseable {
    private static final Pattern HTTP = Pattern.compile("http://[^/\\s]+:(\\d+)/");
    private static final Pattern TELNET = Pattern.compile("telnet \\S+ (\\d+)");

    /// Storing the cache takes some ten seconds on a slow machine.
    private static final long END_SECONDS = 90;

    private final Process process;
    private final Path file;
    private final Addresses addresses;

    private TrainingLab(Process process, Path file, Addresses addresses) {
        this.process = process;
        this.file = file;
        this.addresses = addresses;
    }

    /// Starts the lab on free loopback ports.
    ///
    /// @param file the AOT cache that its JVM stores at the end
    /// @throws IOException if it does not start
    static TrainingLab start(Path file) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:AOTCacheOutput=" + file,
                                        "-Xlog:aot=off",
                                        "-Xlog:cds=off",
                                        "-jar",
                                        jar().toString(),
                                        "serve",
                                        "--host=127.0.0.1",
                                        "--http-port=0",
                                        "--tcp-port=0",
                                        "--for-load"))
                        .redirectErrorStream(true);
        // The guests have none.
        builder.environment().remove("WIRELAB_ACCESS_CODE");
        Process process = builder.start();
        try {
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            Addresses addresses = new Addresses(port(out, HTTP), port(out, TELNET));
            Thread.ofVirtual().name("training-output").start(() -> out.lines().forEach(_ -> {}));
            return new TrainingLab(process, file, addresses);
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /// The jar of this class: the JVM accepts a cache only for the same path.
    private static Path jar() throws IOException {
        try {
            Path code =
                    Path.of(
                            TrainingLab.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            if (!Files.isRegularFile(code)) {
                throw new IOException("only lab.jar can make an AOT cache");
            }
            return code;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int port(BufferedReader out, Pattern pattern) throws IOException {
        String last = "nothing";
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher match = pattern.matcher(line);
            if (match.find()) {
                return Integer.parseInt(match.group(1));
            }
            last = line;
        }
        throw new IOException("the lab did not start; its last line: " + last);
    }

    Addresses addresses() {
        return addresses;
    }

    /// Ends the process and waits for the file.
    ///
    /// @throws IOException if the file does not exist
    void finish() throws IOException, InterruptedException {
        // Process.destroy would close the pipes that the JVM still writes to.
        process.toHandle().destroy();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS) || !Files.isRegularFile(file)) {
            throw new IOException("the JVM stored no cache");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package dev.wirelab.lab.rehearsal;

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

/// The lab that rehearses: this program once more, as a process that stores what its JVM learnt
/// when it ends.
final class LabProcess implements AutoCloseable {
    private static final Pattern HTTP = Pattern.compile("http://[^/\\s]+:(\\d+)/");
    private static final Pattern TELNET = Pattern.compile("telnet \\S+ (\\d+)");

    /// Storing takes some ten seconds on a slow machine.
    private static final long END_SECONDS = 90;

    private final Process process;
    private final Path file;
    private final Addresses addresses;

    private LabProcess(Process process, Path file, Addresses addresses) {
        this.process = process;
        this.file = file;
        this.addresses = addresses;
    }

    /// Starts it on free loopback ports.
    ///
    /// @param file where the JVM stores what it learnt, in the end
    /// @throws IOException if it does not serve
    static LabProcess start(Path file) throws IOException {
        Process process =
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
                                        "--host=" + Addresses.HOST,
                                        "--http-port=0",
                                        "--tcp-port=0"))
                        .redirectErrorStream(true)
                        .start();
        try {
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            Addresses addresses = new Addresses(port(out, HTTP), port(out, TELNET));
            Thread.ofVirtual().name("rehearsal-output").start(() -> out.lines().forEach(_ -> {}));
            return new LabProcess(process, file, addresses);
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /// The program that this class is part of; with the same path, since the JVM compares it.
    private static Path jar() throws IOException {
        try {
            Path code =
                    Path.of(
                            LabProcess.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            if (!Files.isRegularFile(code)) {
                throw new IOException("only lab.jar can rehearse");
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
        throw new IOException("the lab did not start; it said: " + last);
    }

    Addresses addresses() {
        return addresses;
    }

    /// Ends it and waits until the file is there.
    ///
    /// @throws IOException if it does not come
    void finish() throws IOException, InterruptedException {
        // Not by Process.destroy, which closes the pipes that the JVM still writes to.
        process.toHandle().destroy();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS) || !Files.isRegularFile(file)) {
            throw new IOException("the JVM stored nothing");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package dev.wirelab.load.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// A Java process of ours whose standard output is read line by line. It is ended by its handle
/// only, and at the latest with this process.
final class Child implements AutoCloseable {
    /// The key in the link that a lab prints: others may read the log.
    private static final Pattern KEY = Pattern.compile("#key=[\\w-]+");

    private static final Duration GOODBYE = Duration.ofSeconds(10);

    private final Process process;
    private final Thread reading;
    private final Thread hook = new Thread(this::end, "end of a child");

    /// Starts it with the JDK that this process runs on.
    ///
    /// @param arguments everything after `java`
    /// @param environment variables beside those of this process
    /// @param log where its output goes, its standard error included
    /// @param lines told each line of its output, on a thread of its own
    Child(List<String> arguments, Map<String, String> environment, Path log, Consumer<String> lines)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder();
        builder.environment().putAll(environment);
        builder.command().add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.command().addAll(arguments);
        builder.redirectErrorStream(true);
        PrintStream copy =
                new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8);
        process = builder.start();
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            process.destroyForcibly();
            throw new IOException("nothing is begun any more: this program is ending", e);
        }
        process.getOutputStream().close();
        reading = Thread.ofVirtual().name("output of a child").start(() -> read(copy, lines));
    }

    private void read(PrintStream copy, Consumer<String> lines) {
        try (copy;
                BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                copy.println(KEY.matcher(line).replaceAll("#key=…"));
                lines.accept(line);
            }
        } catch (IOException e) {
            copy.println("(its output could not be read any more: " + e.getMessage() + ")");
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Its exit code, once it has ended; ends it if it does not do so in time.
    int await(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
        }
        reading.join(GOODBYE);
        return process.waitFor();
    }

    /// Asks it to end.
    void stop() {
        process.destroy();
    }

    /// Ends it: politely, and after 10 s not.
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is ending; the hook is or was at work.
        }
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package dev.wirelab.load.lab;

import dev.wirelab.load.link.Launcher;
import dev.wirelab.load.link.tun.LinkNamespace;
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

/// A Java process whose output is read line by line. It ends with this process at the latest, also
/// when that is killed: its program calls [#endWithParent], the lab has an option for it.
public final class ChildProcess implements AutoCloseable {
    /// The key in the link that a lab prints: others may read the log.
    private static final Pattern KEY = Pattern.compile("#key=[\\w-]+");

    private static final Duration TERMINATION = Duration.ofSeconds(10);

    private final Process process;
    private final Thread reading;
    private final Thread hook = new Thread(this::end, "end of a child process");

    /// Starts it on the JDK of this process.
    ///
    /// @param arguments everything after `java`
    /// @param environment environment variables in addition to those of this process, which an
    ///   empty one removes
    /// @param log the file for its output, including standard error
    /// @param lines called for each line of its output, on a thread of its own
    public ChildProcess(
            List<String> arguments,
            Map<String, String> environment,
            Path log,
            Consumer<String> lines)
            throws IOException {
        this(arguments, environment, log, lines, Launcher.PLAIN);
    }

    /// The same, started by a launcher.
    public ChildProcess(
            List<String> arguments,
            Map<String, String> environment,
            Path log,
            Consumer<String> lines,
            Launcher launcher)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder();
        builder.environment().putAll(environment);
        builder.environment().keySet().removeIf(name -> "".equals(environment.get(name)));
        builder.command().addAll(LinkNamespace.guard());
        builder.command().add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.command().addAll(arguments);
        builder.redirectErrorStream(true);
        PrintStream copy =
                new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8);
        process = launcher.start(builder);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            process.destroyForcibly();
            throw new IOException("this program is shutting down", e);
        }
        process.getOutputStream().close();
        reading = Thread.ofVirtual().name("output of a child").start(() -> read(copy, lines));
    }

    /// Ends this process, without a last word, when the one that started it has ended.
    public static void endWithParent() {
        var _ =
                ProcessHandle.current()
                        .parent()
                        .map(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
    }

    private void read(PrintStream copy, Consumer<String> lines) {
        try (copy;
                BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                copy.println(KEY.matcher(line).replaceAll("#key=…"));
                lines.accept(line);
            }
        } catch (IOException e) {
            copy.println("(its output could not be read: " + e.getMessage() + ")");
        }
    }

    /// Its process id.
    public long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Waits for its end, or ends it after the limit.
    public void await(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
        }
        reading.join(TERMINATION);
        process.waitFor();
    }

    /// Requests its end.
    public void stop() {
        process.destroy();
    }

    /// Ends it by SIGKILL.
    void kill() {
        process.destroyForcibly();
        close();
    }

    /// Ends it, by force after 10 s.
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is shutting down; the hook has been started.
        }
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(TERMINATION.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

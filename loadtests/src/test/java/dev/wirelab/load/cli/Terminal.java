package dev.wirelab.load.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A terminal in which the load generator runs: its processes are a process group of their own, as
/// in a shell, so that Ctrl-C reaches all of them. For Linux. Every wait has a bound.
final class Terminal implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process program;
    private final Thread reading;
    private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();
    private final List<String> shown = new ArrayList<>();

    /// Starts the program.
    Terminal(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "setsid",
                                "env",
                                "--default-signal=INT",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                LoadMain.class.getName()));
        command.addAll(List.of(arguments));
        program = new ProcessBuilder(command).redirectErrorStream(true).start();
        reading = Thread.ofVirtual().name("terminal").start(this::read);
    }

    private void read() {
        try (BufferedReader output = program.inputReader()) {
            output.lines().forEach(unread::add);
        } catch (IOException e) {
            unread.add("(cannot be read any more: " + e.getMessage() + ")");
        }
    }

    /// Waits for a line that begins so.
    void await(String beginning) throws InterruptedException {
        String line = unread.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (line != null) {
            shown.add(line);
            if (line.startsWith(beginning)) {
                return;
            }
            line = unread.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        throw new AssertionError("it did not say " + beginning + ", but " + shown);
    }

    /// Whether it ends by itself within this time.
    boolean ends(long millis) throws InterruptedException {
        return program.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /// Ctrl-C.
    void interruptAll() throws IOException {
        signal("INT", "-" + program.pid());
    }

    /// The same for the program alone, not for what it started.
    void interruptTheProgram() throws IOException {
        signal("INT", Long.toString(program.pid()));
    }

    /// SIGKILL for the program alone.
    void killTheProgram() throws IOException {
        signal("KILL", Long.toString(program.pid()));
    }

    /// The processes that it has started, and theirs.
    List<ProcessHandle> children() {
        return program.descendants().toList();
    }

    private static void signal(String name, String whom) throws IOException {
        var _ = new ProcessBuilder("kill", "-" + name, "--", whom).start();
    }

    /// Its exit code, and its whole output in [#shown].
    int end() throws InterruptedException {
        if (!program.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end; it said " + shown);
        }
        reading.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        unread.drainTo(shown);
        return program.exitValue();
    }

    /// What was read of its output.
    List<String> shown() {
        return shown;
    }

    /// The processes that it left behind: those of its group that still run.
    List<String> orphans() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .map(process -> process.resolve("stat"))
                    .flatMap(stat -> read(stat).stream())
                    .filter(this::isOfTheGroup)
                    .toList();
        }
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty(); // No process, or one that has gone meanwhile.
        }
    }

    /// Of `PID (NAME) STATE PARENT GROUP …`; a zombie has ended.
    private boolean isOfTheGroup(String stat) {
        int name = stat.lastIndexOf(") ");
        if (name < 0) {
            return false;
        }
        String[] words = stat.substring(name + 2).split(" ", -1);
        return !words[0].equals("Z") && words[2].equals(Long.toString(program.pid()));
    }

    /// Ends whatever is left.
    @Override
    public void close() throws IOException {
        if (program.isAlive() || !orphans().isEmpty()) {
            signal("KILL", "-" + program.pid());
        }
    }
}

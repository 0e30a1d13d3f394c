package dev.wirelab.lab.results;

import dev.wirelab.core.meter.Faults;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running or finished process of the load generator: its latest output lines and its exit code.
///
/// Safe for use by any number of threads.
final class LoadProgramRun {
    private static final Logger LOG = LoggerFactory.getLogger(LoadProgramRun.class);
    private static final int MAX_LINES = 500;
    private static final int MAX_LINE_LENGTH = 1_000;

    /// Time for the process to save its measurements before it is killed.
    private static final Duration TERMINATION_TIME = Duration.ofSeconds(20);

    private final Instant started = Instant.now();
    private final List<String> options;
    private final Process process;
    private final Faults faults;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Line> lines = new ArrayDeque<>();
    private long count;
    private boolean cancelled;
    private boolean ended;

    /// @param number the number of the line, from 1
    record Line(long number, String text) {}

    /// Starts the process.
    ///
    /// @param command the whole command line
    /// @param options the options that the user chose, for the status
    /// @param faults counts unexpected exceptions while its output is read
    LoadProgramRun(List<String> command, List<String> options, Faults faults) throws IOException {
        this.options = List.copyOf(options);
        this.faults = faults;
        this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        Thread.ofVirtual().name("comparison").start(this::read);
    }

    /// Reads the output. The end of the process is recorded even if reading fails.
    private void read() {
        try {
            readLines();
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error fault) {
            faults.add("comparison", fault);
            process.destroy();
        } finally {
            locked(() -> ended = true);
        }
    }

    private void readLines() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            LOG.debug("the output of a comparison ends: {}", e.getMessage());
        }
    }

    private void add(String line) {
        String text = line.length() > MAX_LINE_LENGTH ? line.substring(0, MAX_LINE_LENGTH) : line;
        locked(() -> {
            lines.addLast(new Line(++count, text));
            if (lines.size() > MAX_LINES) {
                lines.removeFirst();
            }
        });
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isRunning() {
        lock.lock();
        try {
            return !ended;
        } finally {
            lock.unlock();
        }
    }

    /// The retained lines after a number; waits if there are none yet.
    List<Line> linesAfter(long number, Duration wait) throws InterruptedException {
        long left = wait.toNanos();
        lock.lockInterruptibly();
        try {
            while (count <= number && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            List<Line> found = new ArrayList<>();
            for (Line line : lines) {
                if (line.number() > number) {
                    found.add(line);
                }
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    /// Its state: `running`, `cancelling`, `cancelled`, or `ended` with the exit code.
    Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        lock.lock();
        try {
            status.put("state", state());
            status.put("started", started.toString());
            status.put("options", options);
            if (ended && !process.isAlive()) {
                status.put("exitCode", process.exitValue());
            }
            return status;
        } finally {
            lock.unlock();
        }
    }

    private String state() {
        if (cancelled) {
            return ended ? "cancelled" : "cancelling";
        }
        return ended ? "ended" : "running";
    }

    /// Requests termination: the process saves its measurements and ends the processes that it has
    /// started.
    void cancel() {
        locked(() -> cancelled = cancelled || !ended);
        List<ProcessHandle> all = process.descendants().toList();
        process.destroy();
        Thread.ofVirtual().name("end of a comparison").start(() -> end(all));
    }

    /// Kills the processes that have not ended by themselves.
    private void end(List<ProcessHandle> descendants) {
        try {
            if (!process.waitFor(TERMINATION_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            descendants.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

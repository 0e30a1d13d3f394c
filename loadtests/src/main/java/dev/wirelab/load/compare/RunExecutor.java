package dev.wirelab.load.compare;

import dev.wirelab.load.environment.Environment;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.link.LinkReport;
import dev.wirelab.load.link.OpenLink;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.result.Run;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Executes runs against one lab, one after the other, each in a process, with their files in one
/// folder.
///
/// When this process is terminated, the current run is stopped and no other may be started. Until
/// [#close], at most 15 s, the results can be written.
final class RunExecutor implements AutoCloseable {
    private static final int SHUTDOWN_SECONDS = 15;

    /// A failure within this time before a shutdown counts as its consequence.
    private static final int SHUTDOWN_NOTICE_MILLIS = 500;

    private final MeasuredLab lab;
    private final Path folder;
    private final ProgressDisplay display;
    private final Environment environment;
    private final Instant started = Instant.now();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::shutDown, "cut-off");
    private final CountDownLatch ending = new CountDownLatch(1);
    private boolean empty = true;
    private volatile @Nullable RunProcess current;

    /// @param lab not closed here
    /// @param folder an existing folder
    RunExecutor(MeasuredLab lab, Path folder, ProgressDisplay display) {
        this.lab = lab;
        this.folder = folder;
        this.display = display;
        this.environment = Environment.now(lab.environment(), lab.flags(), RunProcess.FLAGS);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Executes one run.
    ///
    /// @param name the folder of its files in the common folder
    /// @param title what the progress display shows
    /// @throws IOException if a file could not be written or the process not be started
    Run execute(
            TransportVariant variant,
            Workload workload,
            String name,
            int repeat,
            ProgressDisplay.Title title)
            throws IOException, InterruptedException {
        RunSpec spec = RunProcess.spec(newRunId(), variant, lab, workload);
        display.begin(title);
        Run done =
                await(
                        RunProcess.over(
                                lab.link(), spec, variant, folder.resolve(name), display::progress),
                        name,
                        repeat);
        empty = false;
        display.line(done.summary());
        return done;
    }

    /// Executes a run against the null server, without Gatling's report.
    ///
    /// @param title whose name is the folder of its files in the common folder
    /// @throws IOException if a file could not be written or the process not be started
    Run calibrate(
            Target nullServer,
            TransportVariant variant,
            Workload workload,
            ProgressDisplay.Title title)
            throws IOException, InterruptedException {
        RunSpec spec = new RunSpec(newRunId(), variant.id(), nullServer, null, workload);
        display.begin(title);
        Path own = folder.resolve(title.name());
        return await(
                RunProcess.withoutReport(spec, variant, own, display::progress), title.name(), 1);
    }

    private Run await(RunProcess process, String name, int repeat)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        try (process) {
            current = process;
            return process.await()
                    .map(found -> new Run(name, repeat, since(began), found, null))
                    .orElse(new Run(name, repeat, since(began), null, process.lastLine()));
        } finally {
            current = null;
        }
    }

    /// Checks that the lab still answers, unless everything is shutting down.
    ///
    /// @throws IOException if it does not
    void checkLab() throws IOException, InterruptedException {
        if (!isCutOff()) {
            lab.check();
        }
    }

    /// Whether no other run may be started.
    boolean isCutOff() {
        return ending.getCount() == 0;
    }

    /// Whether what has just failed did so because of a shutdown.
    boolean isEnding() throws InterruptedException {
        return ending.await(SHUTDOWN_NOTICE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// The emulated network between the clients and the lab; null: there is none.
    @Nullable LinkReport link() {
        return lab.link().map(OpenLink::report).orElse(null);
    }

    Environment environment() {
        return environment;
    }

    Instant started() {
        return started;
    }

    /// All results are written.
    @Override
    public void close() {
        if (isCutOff()) {
            display.line(
                    empty
                            ? "cut off before anything was measured"
                            : "cut off; the results are in " + folder);
        }
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is shutting down; the hook has been started.
        }
    }

    private void shutDown() {
        ending.countDown();
        RunProcess run = current;
        if (run != null) {
            run.stop();
        }
        try {
            var _ = finished.await(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double since(long nanos) {
        return Math.round((System.nanoTime() - nanos) / 1e8) / 10.0;
    }

    private static String newRunId() {
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}

package dev.wirelab.load.compare;

import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.result.Environment;
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

/// Makes runs against one lab, one after the other, each a process, with their files in one folder.
///
/// When this process is told to end, the run that is under way is ended and nobody is to ask for
/// another; until it is closed, at most 15 s, there is time to write down what was measured. Then
/// it tells where that is.
final class Runs implements AutoCloseable {
    private static final int CUT_OFF_SECONDS = 15;

    /// How long something that has failed may have done so because this process is told to end.
    private static final int ENDING_MILLIS = 500;

    private final Lab lab;
    private final Path folder;
    private final ProgressDisplay display;
    private final Environment environment;
    private final Instant started = Instant.now();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::cutOff, "cut-off");
    private final CountDownLatch ending = new CountDownLatch(1);
    private boolean empty = true;
    private volatile @Nullable RunProcess current;

    /// @param lab not closed here
    /// @param folder exists
    Runs(Lab lab, Path folder, ProgressDisplay display) {
        this.lab = lab;
        this.folder = folder;
        this.display = display;
        this.environment = Environment.now(lab.environment(), lab.flags(), RunProcess.FLAGS);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Makes one run.
    ///
    /// @param name the folder of its files under the folder of all
    /// @param title what the person who waits is told of it
    /// @throws IOException if a file could not be written or a process not be started
    Run make(
            TransportVariant protocol,
            Workload workload,
            String name,
            int repeat,
            ProgressDisplay.Title title)
            throws IOException, InterruptedException {
        RunSpec spec =
                new RunSpec(
                        newRunId(), protocol.id(), lab.target(), lab.pid().orElse(null), workload);
        display.begin(title);
        long began = System.nanoTime();
        RunProcess run = new RunProcess(spec, protocol, folder.resolve(name), display::progress);
        current = run;
        try {
            Run made =
                    run.await()
                            .map(found -> new Run(name, repeat, since(began), found, null))
                            .orElse(new Run(name, repeat, since(began), null, run.lastLine()));
            empty = false;
            display.line(made.inOneLine());
            return made;
        } finally {
            run.close();
            current = null;
        }
    }

    /// Looks whether the lab is still there, unless all is over anyhow.
    ///
    /// @throws IOException if not
    void check() throws IOException, InterruptedException {
        if (!isCutOff()) {
            lab.check();
        }
    }

    /// Whether no other run is to be made.
    boolean isCutOff() {
        return ending.getCount() == 0;
    }

    /// Whether what has just failed did so because no other run is to be made.
    boolean isEnding() throws InterruptedException {
        return ending.await(ENDING_MILLIS, TimeUnit.MILLISECONDS);
    }

    Environment environment() {
        return environment;
    }

    Instant started() {
        return started;
    }

    /// Everything is written down.
    @Override
    public void close() {
        if (isCutOff()) {
            display.line(
                    empty
                            ? "cut off before anything was measured"
                            : "cut off; what was measured is in " + folder);
        }
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is ending; the hook is or was at work.
        }
    }

    private void cutOff() {
        ending.countDown();
        RunProcess run = current;
        if (run != null) {
            run.stop();
        }
        try {
            var _ = finished.await(CUT_OFF_SECONDS, TimeUnit.SECONDS);
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

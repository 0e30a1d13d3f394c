package dev.wirelab.load.compare;

import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.result.ComparisonFiles;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Environment;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.transport.LoadProtocol;
import dev.wirelab.load.transport.LoadProtocols;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs the same workload over each transport, one after the other, and writes the results after
/// each, so that whatever happens later, what was measured stays.
public final class Comparison {
    private static final int CUT_OFF_SECONDS = 15;

    private final Settings settings;
    private final Path folder;
    private final ProgressDisplay display;
    private final Environment environment = Environment.now();
    private final Instant started = Instant.now();
    private final List<Row> rows = new ArrayList<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean cutOff;
    private volatile @Nullable RunProcess current;

    /// @param folder this comparison's own folder, which exists and is empty
    public Comparison(Settings settings, Path folder, ProgressDisplay display) {
        this.settings = settings;
        this.folder = folder;
        this.display = display;
    }

    /// Compares.
    ///
    /// @param lab what is measured; not closed here
    /// @throws IOException if a file could not be written or a process not be started
    public ComparisonResult execute(Lab lab) throws IOException, InterruptedException {
        Thread hook = new Thread(this::cutOff, "cut-off");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            for (String transport : settings.transports()) {
                if (!cutOff) {
                    rows.add(run(transport, lab));
                    ComparisonFiles.write(folder, result());
                }
            }
            return result();
        } finally {
            finished.countDown();
            if (!cutOff) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    private Row run(String transport, Lab lab) throws IOException, InterruptedException {
        LoadProtocol protocol = LoadProtocols.byId(transport).orElseThrow();
        RunSpec spec = new RunSpec(newRunId(), transport, lab.target(), settings.workload());
        String name = folderName(transport);
        display.begin((rows.size() + 1) + "/" + settings.transports().size() + " " + transport);
        RunProcess run = new RunProcess(spec, protocol, folder.resolve(name), display::progress);
        current = run;
        try {
            Optional<RunResult> result = run.await();
            Row row =
                    result.map(found -> Row.of(name, found))
                            .orElse(Row.failed(name, transport, run.lastLine()));
            display.line(row.inOneLine());
            return row;
        } finally {
            run.close();
            current = null;
        }
    }

    /// The transport's id; with a number if it comes again.
    private String folderName(String transport) {
        long before = rows.stream().filter(row -> row.transport().equals(transport)).count();
        return before == 0 ? transport : transport + "-" + (before + 1);
    }

    private ComparisonResult result() {
        return new ComparisonResult(
                ComparisonResult.SCHEMA,
                started.toString(),
                Instant.now().toString(),
                settings.target().orElse("started for this comparison"),
                settings.transports(),
                settings.workload(),
                environment,
                cutOff || rows.size() < settings.transports().size(),
                List.copyOf(rows));
    }

    /// The process is told to end: ends the current run and gives what it measured the time to be
    /// written down.
    private void cutOff() {
        cutOff = true;
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

    private static String newRunId() {
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}

package dev.wirelab.load.compare;

import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.report.ComparisonPage;
import dev.wirelab.load.report.ReportFiles;
import dev.wirelab.load.result.ComparisonFiles;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Environment;
import dev.wirelab.load.result.Merge;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs each row as often as asked, one run after the other, and writes the results after each, so
/// that whatever happens later, what was measured stays.
public final class Comparison {
    private static final int CUT_OFF_SECONDS = 15;

    private final Settings settings;
    private final Path folder;
    private final ProgressDisplay display;
    private final Agenda agenda;
    private @Nullable Environment environment;
    private final Instant started = Instant.now();
    private final Map<String, List<Run>> runs = new LinkedHashMap<>();
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean cutOff;
    private volatile @Nullable RunProcess current;

    /// @param folder this comparison's own folder, which exists and is empty
    public Comparison(Settings settings, Path folder, ProgressDisplay display) {
        this.settings = settings;
        this.folder = folder;
        this.display = display;
        this.agenda = Agenda.of(settings);
    }

    /// Compares.
    ///
    /// @param lab what is measured; not closed here
    /// @throws IOException if a file could not be written, a process not be started, or the lab has
    ///   gone; what was measured before is in the folder
    public ComparisonResult execute(Lab lab) throws IOException, InterruptedException {
        environment = Environment.now(lab.jar(), lab.flags(), RunProcess.FLAGS);
        Thread hook = new Thread(this::cutOff, "cut-off");
        Runtime.getRuntime().addShutdownHook(hook);
        display.line(
                "%d runs, about %s in all"
                        .formatted(agenda.items().size(), human(agenda.estimateFrom(0))));
        try {
            for (int i = 0; i < agenda.items().size() && !cutOff; i++) {
                enter(agenda.items().get(i), run(i, lab));
                write();
                if (!cutOff) {
                    lab.check();
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

    private void write() throws IOException {
        ComparisonResult result = result();
        ComparisonFiles.write(folder, result);
        ReportFiles.write(folder, ComparisonPage.of(result, folder));
    }

    private Run run(int index, Lab lab) throws IOException, InterruptedException {
        Agenda.Item item = agenda.items().get(index);
        RowPlan row = item.row();
        RunSpec spec =
                new RunSpec(
                        newRunId(),
                        row.protocol().id(),
                        lab.target(),
                        lab.pid().orElse(null),
                        row.workload());
        String name = row.folder() + "/" + item.repeat();
        display.begin(
                "%d/%d %s".formatted(index + 1, agenda.items().size(), name),
                agenda.estimateFrom(index + 1));
        long began = System.nanoTime();
        RunProcess run =
                new RunProcess(spec, row.protocol(), folder.resolve(name), display::progress);
        current = run;
        try {
            Run made =
                    run.await()
                            .map(found -> new Run(name, item.repeat(), since(began), found, null))
                            .orElse(
                                    new Run(
                                            name,
                                            item.repeat(),
                                            since(began),
                                            null,
                                            run.lastLine()));
            display.line(made.inOneLine());
            return made;
        } finally {
            run.close();
            current = null;
        }
    }

    private static double since(long nanos) {
        return Math.round((System.nanoTime() - nanos) / 1e8) / 10.0;
    }

    private void enter(Agenda.Item item, Run run) throws IOException {
        RowPlan row = item.row();
        List<Run> made = runs.computeIfAbsent(row.folder(), _ -> new ArrayList<>());
        made.add(run);
        rows.put(
                row.folder(),
                new Row(
                        row.folder(),
                        row.id(),
                        row.protocol().transport(),
                        row.twinOf().orElse(null),
                        row.protocol().freshConnections(),
                        row.workload(),
                        made,
                        Merge.of(folder, row.folder(), made).orElse(null)));
    }

    private ComparisonResult result() {
        int made = runs.values().stream().mapToInt(List::size).sum();
        return new ComparisonResult(
                ComparisonResult.SCHEMA,
                ComparisonResult.MEASUREMENT,
                started.toString(),
                Instant.now().toString(),
                settings.target().orElse("started for this comparison"),
                cutOff || made < agenda.items().size(),
                settings.repeats(),
                Objects.requireNonNull(environment),
                List.copyOf(rows.values()));
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

    private static String human(Duration time) {
        long seconds = Math.ceilDiv(time.toMillis(), 1000);
        return seconds < 100 ? seconds + " s" : "%d min %d s".formatted(seconds / 60, seconds % 60);
    }

    private static String newRunId() {
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}

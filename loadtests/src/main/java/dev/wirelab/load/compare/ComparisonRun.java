package dev.wirelab.load.compare;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.page.ReportFiles;
import dev.wirelab.load.report.ComparisonPage;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.CrossoverResult;
import dev.wirelab.load.result.Merge;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Run;
import dev.wirelab.load.server.DescribedTransport;
import dev.wirelab.load.table.ComparisonFiles;
import dev.wirelab.load.text.TextFormat;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Executes the runs of a comparison one after the other, then each point of the sweep once. The
/// results are written after each run, so that a later failure does not lose them.
public final class ComparisonRun {
    private final ComparisonPlan plan;
    private final Path folder;
    private final ProgressDisplay display;
    private final RunSchedule schedule;
    private final Map<String, List<Run>> runs = new LinkedHashMap<>();
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<CrossoverResult.Measured> points = new ArrayList<>();
    private final CalibrationRun calibrations = new CalibrationRun();

    /// @param folder an existing, empty folder
    public ComparisonRun(ComparisonPlan plan, Path folder, ProgressDisplay display) {
        this.plan = plan;
        this.folder = folder;
        this.display = display;
        this.schedule = RunSchedule.of(plan);
    }

    /// The estimated time of a comparison, including calibration and warm-up.
    public static Duration estimate(ComparisonPlan plan) {
        return RunSchedule.of(plan)
                .estimateFrom(0)
                .plus(plan.calibrates() ? CalibrationRun.estimate(plan.rows()) : Duration.ZERO)
                .plus(others(plan).findAny().isPresent() ? TrialRun.ABOUT : Duration.ZERO)
                .plus(plan.warmsUp() ? WarmUpRun.ABOUT : Duration.ZERO);
    }

    /// The transports of other servers.
    private static Stream<DescribedTransport> others(ComparisonPlan plan) {
        return plan.rows().stream().flatMap(row -> row.protocol().transport().described().stream());
    }

    /// Executes the comparison.
    ///
    /// @param lab the lab to be measured; not closed here
    /// @throws CannotStartException if another server does not do what its description says;
    ///   nothing was measured
    /// @throws IOException if a file could not be written, a process not be started, or the lab
    ///   does not answer any more; the results so far are in the folder
    public ComparisonResult execute(MeasuredLab lab)
            throws CannotStartException, IOException, InterruptedException {
        String target = target(lab);
        List<TransportVariant> variants =
                schedule.items().stream().map(item -> item.plan().protocol()).distinct().toList();
        TrialRun.execute(variants, folder);
        display.line(
                "%d runs, about %s in all"
                        .formatted(schedule.items().size(), TextFormat.duration(estimate(plan))));
        try (RunExecutor executor = new RunExecutor(lab, folder, display)) {
            try {
                calibrate(executor);
                if (plan.warmsUp()) {
                    warmUp(variants, lab, executor);
                }
                runAll(executor, target);
            } catch (IOException e) {
                if (!executor.isEnding()) {
                    throw e;
                }
            }
            return result(executor, target);
        }
    }

    private void calibrate(RunExecutor executor) throws IOException, InterruptedException {
        if (!plan.calibrates()) {
            if (plan.rows().size() > 1) {
                display.line("no calibration: what the clients take by themselves is not measured");
            }
            return;
        }
        display.line(
                "calibration: each transport's client by itself, with a server that does nothing");
        calibrations.execute(plan.rows(), folder, executor, display, schedule.estimateFrom(0));
    }

    /// Where everything was measured, for the result.
    private String target(MeasuredLab lab) {
        Stream<String> own =
                lab.exists()
                        ? Stream.of(
                                lab.pid().isPresent()
                                        ? "started for this comparison"
                                        : lab.target().http())
                        : Stream.of();
        Stream<String> others =
                others(plan)
                        .map(other -> "%s at %s".formatted(other.server(), other.address()))
                        .distinct();
        return Stream.concat(own, others).collect(Collectors.joining(", "));
    }

    private void warmUp(List<TransportVariant> variants, MeasuredLab lab, RunExecutor executor)
            throws IOException, InterruptedException {
        display.line(
                "warm-up: load on all transports at once until the CPU time is steady, about "
                        + TextFormat.duration(WarmUpRun.ABOUT)
                        + "; not measured");
        boolean binary = schedule.items().getFirst().plan().workload().binary();
        List<String> failures =
                WarmUpRun.execute(variants, binary, lab, folder, executor::isCutOff);
        if (!failures.isEmpty() && !executor.isCutOff()) {
            display.line("warm-up: failed on " + String.join(", ", failures));
        }
    }

    private void runAll(RunExecutor executor, String target)
            throws IOException, InterruptedException {
        List<RunSchedule.Item> items = schedule.items();
        for (int i = 0; i < items.size() && !executor.isCutOff(); i++) {
            RunSchedule.Item item = items.get(i);
            String text = "%d/%d %s".formatted(i + 1, items.size(), item.name());
            Run run =
                    executor.execute(
                            item.plan().protocol(),
                            item.plan().workload(),
                            item.name(),
                            item.repeat(),
                            new ProgressDisplay.Title(text, schedule.estimateFrom(i + 1), false));
            switch (item.plan()) {
                case RowPlan row -> add(row, run);
                case GridPoint point ->
                        points.add(
                                new CrossoverResult.Measured(
                                        point.protocol().id(), point.place(), point.half(), run));
            }
            write(executor, target);
            if (!executor.isCutOff()
                    && item.plan().protocol().transport().described().isPresent()) {
                item.plan().protocol().transport().described().get().check();
            }
        }
    }

    private void add(RowPlan row, Run run) throws IOException {
        List<Run> all = runs.computeIfAbsent(row.folder(), _ -> new ArrayList<>());
        all.add(run);
        rows.put(
                row.folder(),
                new Row(
                        row.folder(),
                        row.id(),
                        row.protocol().transport().id(),
                        row.twinOf().orElse(null),
                        row.protocol().freshConnections(),
                        row.workload(),
                        all,
                        Merge.of(folder, row.folder(), all).orElse(null),
                        calibrations.of(row).orElse(null),
                        row.protocol()
                                .transport()
                                .described()
                                .map(DescribedTransport::server)
                                .orElse(null),
                        row.protocol().tls(),
                        row.protocol().http2(),
                        !plan.warmsUp()));
    }

    private void write(RunExecutor executor, String target)
            throws IOException, InterruptedException {
        ComparisonResult result = result(executor, target);
        ComparisonFiles.write(folder, result);
        ReportFiles.write(folder, ComparisonPage.of(result, folder));
        executor.checkLab();
    }

    private ComparisonResult result(RunExecutor executor, String target) {
        int done = runs.values().stream().mapToInt(List::size).sum() + points.size();
        return new ComparisonResult(
                        ComparisonResult.SCHEMA,
                        ComparisonResult.MEASUREMENT,
                        executor.started().toString(),
                        Instant.now().toString(),
                        target,
                        executor.isCutOff() || done < schedule.items().size(),
                        plan.repeats(),
                        executor.environment(),
                        List.copyOf(rows.values()),
                        null,
                        plan.grid().isEmpty() ? null : CrossoverResult.of(List.copyOf(points)))
                .over(executor.link());
    }
}

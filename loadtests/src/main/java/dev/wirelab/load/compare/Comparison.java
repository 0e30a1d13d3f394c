package dev.wirelab.load.compare;

import dev.wirelab.load.report.ComparisonPage;
import dev.wirelab.load.report.ReportFiles;
import dev.wirelab.load.result.ComparisonFiles;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.CrossoverResult;
import dev.wirelab.load.result.Merge;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Run;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Runs each row as often as asked, one run after the other, then each point of the grid once, and
/// writes the results after each, so that whatever happens later, what was measured stays.
public final class Comparison {
    private final Settings settings;
    private final Path folder;
    private final ProgressDisplay display;
    private final Agenda agenda;
    private final Map<String, List<Run>> runs = new LinkedHashMap<>();
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<CrossoverResult.Measured> points = new ArrayList<>();

    /// @param folder this comparison's own folder, which exists and is empty
    public Comparison(Settings settings, Path folder, ProgressDisplay display) {
        this.settings = settings;
        this.folder = folder;
        this.display = display;
        this.agenda = Agenda.of(settings);
    }

    /// How long all of it takes, its practice included, as far as can be said.
    ///
    /// @param started whether the lab is started for it
    public static Duration estimate(Settings settings, boolean started) {
        return Agenda.of(settings)
                .estimateFrom(0)
                .plus(sweepFrom(settings, 0))
                .plus(started && settings.practises() ? Practice.ABOUT : Duration.ZERO);
    }

    /// Compares.
    ///
    /// @param lab what is measured; not closed here
    /// @throws IOException if a file could not be written, a process not be started, or the lab has
    ///   gone; what was measured before is in the folder
    public ComparisonResult execute(Lab lab) throws IOException, InterruptedException {
        boolean started = lab.pid().isPresent();
        display.line(
                "%d runs, about %s in all"
                        .formatted(all(), ProgressDisplay.human(estimate(settings, started))));
        try (Runs made = new Runs(lab, folder, display)) {
            try {
                if (started && settings.practises()) {
                    practise(lab, made);
                }
                runRows(made);
                runSweep(made);
            } catch (IOException e) {
                if (!made.isEnding()) {
                    throw e;
                }
            }
            return result(made);
        }
    }

    private void runRows(Runs made) throws IOException, InterruptedException {
        Duration sweep = sweepFrom(settings, 0);
        for (int i = 0; i < agenda.items().size() && !made.isCutOff(); i++) {
            Agenda.Item item = agenda.items().get(i);
            String name = item.row().folder() + "/" + item.repeat();
            Run run =
                    made.make(
                            item.row().protocol(),
                            item.row().workload(),
                            name,
                            item.repeat(),
                            title(i + 1, name, agenda.estimateFrom(i + 1).plus(sweep)));
            enter(item, run);
            write(made);
            made.check();
        }
    }

    private void runSweep(Runs made) throws IOException, InterruptedException {
        for (int i = 0; i < settings.grid().size() && !made.isCutOff(); i++) {
            GridPoint point = settings.grid().get(i);
            String name = point.folder();
            Run run =
                    made.make(
                            point.protocol(),
                            point.workload(),
                            name,
                            1,
                            title(agenda.items().size() + i + 1, name, sweepFrom(settings, i + 1)));
            points.add(
                    new CrossoverResult.Measured(
                            point.protocol().id(), point.place(), point.half(), run));
            write(made);
            made.check();
        }
    }

    private ProgressDisplay.Title title(int number, String name, Duration afterwards) {
        return new ProgressDisplay.Title(
                "%d/%d %s".formatted(number, all(), name), afterwards, false);
    }

    /// How many runs are to be made.
    private int all() {
        return agenda.items().size() + settings.grid().size();
    }

    private void practise(Lab lab, Runs made) throws IOException, InterruptedException {
        display.line(
                "practice: all wires at once for some %s; nothing of it counts"
                        .formatted(ProgressDisplay.human(Practice.ABOUT)));
        List<TransportVariant> protocols =
                Stream.concat(
                                settings.rows().stream().map(RowPlan::protocol),
                                settings.grid().stream().map(GridPoint::protocol))
                        .distinct()
                        .toList();
        List<String> failures = Practice.execute(protocols, lab, folder);
        if (!failures.isEmpty() && !made.isCutOff()) {
            display.line("practice: failed over " + String.join(", ", failures));
        }
    }

    /// How long the points of the grid from this one on take.
    private static Duration sweepFrom(Settings settings, int point) {
        return settings.grid().stream()
                .skip(point)
                .map(each -> Agenda.estimate(each.protocol(), each.workload()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private void write(Runs made) throws IOException {
        ComparisonResult result = result(made);
        ComparisonFiles.write(folder, result);
        ReportFiles.write(folder, ComparisonPage.of(result, folder));
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
                        row.protocol().transport().id(),
                        row.twinOf().orElse(null),
                        row.protocol().freshConnections(),
                        row.workload(),
                        made,
                        Merge.of(folder, row.folder(), made).orElse(null)));
    }

    private ComparisonResult result(Runs made) {
        int runsMade = runs.values().stream().mapToInt(List::size).sum() + points.size();
        return new ComparisonResult(
                ComparisonResult.SCHEMA,
                ComparisonResult.MEASUREMENT,
                made.started().toString(),
                Instant.now().toString(),
                settings.target().orElse("started for this comparison"),
                made.isCutOff() || runsMade < all(),
                settings.repeats(),
                made.environment(),
                List.copyOf(rows.values()),
                null,
                settings.grid().isEmpty() ? null : CrossoverResult.of(points));
    }
}

package dev.wirelab.load.compare;

import dev.wirelab.load.capacity.Search;
import dev.wirelab.load.capacity.Step;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.page.ReportFiles;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.report.ComparisonPage;
import dev.wirelab.load.result.CapacityResult;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Run;
import dev.wirelab.load.table.ComparisonFiles;
import dev.wirelab.load.text.TextFormat;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Searches the capacity of one transport after the other. Each step is a run; the results are
/// written after each.
public final class CapacityRun {
    private final CapacityPlan plan;
    private final Path folder;
    private final ProgressDisplay display;
    private final String target;
    private final List<CapacityResult.Transport> done = new ArrayList<>();

    /// @param folder an existing, empty folder
    /// @param target the lab, for the result
    public CapacityRun(CapacityPlan plan, Path folder, ProgressDisplay display, String target) {
        this.plan = plan;
        this.folder = folder;
        this.display = display;
        this.target = target;
    }

    /// Executes the searches.
    ///
    /// @param lab the lab to be measured; not closed here
    /// @throws IOException if a file could not be written, a process not be started, or the lab
    ///   does not answer any more; the results so far are in the folder
    public ComparisonResult execute(MeasuredLab lab) throws IOException, InterruptedException {
        FanOut first = plan.first();
        Duration most =
                plan.protocols().stream()
                        .map(variant -> longest(variant, first))
                        .reduce(Duration.ZERO, Duration::plus);
        display.line(
                "at most %d runs per transport, each %s or more; at most about %s in all"
                        .formatted(
                                plan.range().maxSteps(),
                                TextFormat.duration(
                                        RunSchedule.estimate(plan.protocols().getFirst(), first)),
                                TextFormat.duration(most)));
        try (RunExecutor executor = new RunExecutor(lab, folder, display)) {
            for (TransportVariant variant : plan.protocols()) {
                if (!executor.isCutOff()) {
                    CapacityResult.Transport found =
                            new TransportSearch(variant, lab.isLocal(), executor).search();
                    done.add(found);
                    display.line(found.summary(plan.by()));
                }
            }
            return write(executor, null);
        }
    }

    private ComparisonResult write(RunExecutor executor, CapacityResult.@Nullable Transport current)
            throws IOException {
        List<CapacityResult.Transport> transports = new ArrayList<>(done);
        if (current != null) {
            transports.add(current);
        }
        long finished = done.stream().filter(CapacityResult.Transport::finished).count();
        ComparisonResult result =
                new ComparisonResult(
                                ComparisonResult.SCHEMA,
                                ComparisonResult.MEASUREMENT,
                                executor.started().toString(),
                                Instant.now().toString(),
                                target,
                                finished < plan.protocols().size(),
                                1,
                                executor.environment(),
                                List.of(),
                                new CapacityResult(plan.objective(), plan.by(), transports),
                                null)
                        .over(executor.link());
        ComparisonFiles.write(folder, result);
        ReportFiles.write(folder, ComparisonPage.of(result, folder));
        return result;
    }

    /// The maximal estimated time of the remaining steps, at the load of this one.
    private Duration afterwards(TransportVariant variant, int step, FanOut workload) {
        int remaining = plan.range().maxSteps() - step;
        int index = plan.protocols().indexOf(variant);
        return plan.protocols().stream()
                .skip(index + 1L)
                .map(other -> longest(other, workload))
                .reduce(
                        RunSchedule.estimate(variant, workload).multipliedBy(remaining),
                        Duration::plus);
    }

    private Duration longest(TransportVariant variant, FanOut workload) {
        boolean waits =
                StepReader.waitMicros(variant, workload, plan.objective())
                        > plan.objective().micros();
        return RunSchedule.estimate(variant, workload)
                .multipliedBy(waits ? 1 : plan.range().maxSteps());
    }

    /// The search on one transport.
    private final class TransportSearch {
        private final TransportVariant variant;
        private final RunExecutor executor;
        private final StepReader reader;
        private final Search search;
        private final List<CapacityResult.Attempt> attempts = new ArrayList<>();

        TransportSearch(TransportVariant variant, boolean sharedMachine, RunExecutor executor) {
            this.variant = variant;
            this.executor = executor;
            this.reader = new StepReader(plan.objective(), variant, sharedMachine, folder);
            this.search = new Search(plan.objective(), plan.range());
        }

        CapacityResult.Transport search() throws IOException, InterruptedException {
            OptionalDouble load = search.next();
            while (load.isPresent() && !executor.isCutOff()) {
                step(load.getAsDouble());
                load = search.next();
            }
            return found(load.isEmpty());
        }

        /// Executes a step and writes the results, unless it was cut off.
        private void step(double load) throws IOException, InterruptedException {
            FanOut workload = plan.at(load);
            int number = attempts.size() + 1;
            String amount = TextFormat.exact(load);
            String title =
                    "%s, step %d, %s %s".formatted(variant.id(), number, amount, plan.by().unit());
            Run run =
                    executor.execute(
                            variant,
                            workload,
                            "capacity/%s/%d-%s-%s"
                                    .formatted(variant.id(), number, plan.by().id(), amount),
                            number,
                            new ProgressDisplay.Title(
                                    title, afterwards(variant, number, workload), true));
            if (executor.isCutOff()) {
                return;
            }
            Step step = reader.read(load, workload, run);
            search.enter(step);
            attempts.add(CapacityResult.Attempt.of(step, plan.objective(), run));
            var _ = write(executor, found(false));
            executor.checkLab();
        }

        private CapacityResult.Transport found(boolean finished) {
            return CapacityResult.Transport.of(variant.id(), search.soFar(), finished, attempts);
        }
    }
}

package dev.wirelab.load.compare;

import dev.wirelab.load.capacity.Search;
import dev.wirelab.load.capacity.Step;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Numbers;
import dev.wirelab.load.report.ComparisonPage;
import dev.wirelab.load.report.ReportFiles;
import dev.wirelab.load.result.CapacityResult;
import dev.wirelab.load.result.ComparisonFiles;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Run;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Searches one wire after the other for the highest load at which an objective holds, each step a
/// run, and writes the results after each.
public final class Capacities {
    private final CapacityPlan plan;
    private final Path folder;
    private final ProgressDisplay display;
    private final String target;
    private final List<CapacityResult.Wire> done = new ArrayList<>();

    /// @param folder this search's own folder, which exists and is empty
    /// @param target what is measured, for the result
    public Capacities(CapacityPlan plan, Path folder, ProgressDisplay display, String target) {
        this.plan = plan;
        this.folder = folder;
        this.display = display;
        this.target = target;
    }

    /// Searches.
    ///
    /// @param lab what is measured; not closed here
    /// @throws IOException if a file could not be written, a process not be started, or the lab has
    ///   gone; what was measured before is in the folder
    public ComparisonResult execute(Lab lab) throws IOException, InterruptedException {
        FanOut first = plan.first();
        display.line(
                "at most %d runs on each wire, each %s or more; at most about %s in all"
                        .formatted(
                                plan.range().maxSteps(),
                                ProgressDisplay.human(
                                        Agenda.estimate(plan.protocols().getFirst(), first)),
                                ProgressDisplay.human(
                                        plan.protocols().stream()
                                                .map(protocol -> mostOf(protocol, first))
                                                .reduce(Duration.ZERO, Duration::plus))));
        try (Runs runs = new Runs(lab, folder, display)) {
            for (TransportVariant protocol : plan.protocols()) {
                if (!runs.isCutOff()) {
                    CapacityResult.Wire found = new Wire(protocol, lab.isHere(), runs).search();
                    done.add(found);
                    display.line(found.inOneLine(plan.by()));
                }
            }
            ComparisonResult result = result(runs, null);
            write(result);
            return result;
        }
    }

    private void write(ComparisonResult result) throws IOException {
        ComparisonFiles.write(folder, result);
        ReportFiles.write(folder, ComparisonPage.of(result, folder));
    }

    private ComparisonResult result(Runs runs, CapacityResult.@Nullable Wire current) {
        List<CapacityResult.Wire> wires = new ArrayList<>(done);
        if (current != null) {
            wires.add(current);
        }
        return new ComparisonResult(
                ComparisonResult.SCHEMA,
                ComparisonResult.MEASUREMENT,
                runs.started().toString(),
                Instant.now().toString(),
                target,
                done.stream().filter(CapacityResult.Wire::finished).count()
                        < plan.protocols().size(),
                1,
                runs.environment(),
                List.of(),
                new CapacityResult(plan.objective(), plan.by(), wires),
                null);
    }

    /// How long the steps that may follow take at most, at the load of this one.
    private Duration afterwards(TransportVariant protocol, int step, FanOut workload) {
        Duration all =
                Agenda.estimate(protocol, workload).multipliedBy(plan.range().maxSteps() - step);
        boolean later = false;
        for (TransportVariant other : plan.protocols()) {
            if (later) {
                all = all.plus(mostOf(other, workload));
            }
            later |= other.equals(protocol);
        }
        return all;
    }

    private Duration mostOf(TransportVariant protocol, FanOut workload) {
        boolean waits =
                StepReader.waitMicros(protocol, workload, plan.objective())
                        > plan.objective().micros();
        return Agenda.estimate(protocol, workload)
                .multipliedBy(waits ? 1 : plan.range().maxSteps());
    }

    /// The search on one wire.
    private final class Wire {
        private final TransportVariant protocol;
        private final Runs runs;
        private final StepReader reader;
        private final Search search;
        private final List<CapacityResult.Tried> tried = new ArrayList<>();

        Wire(TransportVariant protocol, boolean sharedMachine, Runs runs) {
            this.protocol = protocol;
            this.runs = runs;
            this.reader = new StepReader(plan.objective(), protocol, sharedMachine, folder);
            this.search = new Search(plan.objective(), plan.range());
        }

        CapacityResult.Wire search() throws IOException, InterruptedException {
            OptionalDouble load = search.next();
            while (load.isPresent() && !runs.isCutOff()) {
                step(load.getAsDouble());
                load = search.next();
            }
            return found(load.isEmpty());
        }

        /// Runs a step, and writes down what is known with it; not of a step that was cut off.
        private void step(double load) throws IOException, InterruptedException {
            FanOut workload = plan.at(load);
            Run run = run(load, workload);
            if (runs.isCutOff()) {
                return;
            }
            Step step = reader.read(load, workload, run);
            search.enter(step);
            tried.add(CapacityResult.Tried.of(step, plan.objective(), run));
            write(result(runs, found(false)));
            runs.check();
        }

        private Run run(double load, FanOut workload) throws IOException, InterruptedException {
            int number = tried.size() + 1;
            String amount = Numbers.plain(load);
            return runs.make(
                    protocol,
                    workload,
                    "capacity/%s/%d-%s-%s".formatted(protocol.id(), number, plan.by().id(), amount),
                    number,
                    new ProgressDisplay.Title(
                            "%s, step %d, %s %s"
                                    .formatted(protocol.id(), number, amount, plan.by().unit()),
                            afterwards(protocol, number, workload),
                            true));
        }

        private CapacityResult.Wire found(boolean finished) {
            return CapacityResult.Wire.of(protocol.id(), search.soFar(), finished, tried);
        }
    }
}

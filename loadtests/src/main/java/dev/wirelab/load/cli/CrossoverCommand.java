package dev.wirelab.load.cli;

import dev.wirelab.core.protocol.TextRules;
import dev.wirelab.load.compare.ComparisonPlan;
import dev.wirelab.load.compare.ComparisonRun;
import dev.wirelab.load.compare.Grid;
import dev.wirelab.load.compare.GridPoint;
import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.theory.TransportVariant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Maps which transport is cheapest for which workload.
@Command(
        name = "crossover",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures each transport over a grid of rates, readers, sizes and poll intervals (with three"
                    + " rates, readers and sizes two thirds of the grid, otherwise all of it), fits a cost"
                    + " model on half of the points, checks it on the other half, and maps which transport"
                    + " is cheapest in bytes, CPU and latency. Part of `compare --full`.",
            "",
            "Starts a lab in a JVM of its own unless --target names one. Exit codes as of compare.",
            ""
        })
final class CrossoverCommand extends MeasurementCommand {
    /// Twice the number of terms of a cost: half to fit, half to check.
    private static final int LEAST_POINTS = 10;

    private static final int MOST_POINTS = 1_000;

    @Option(
            names = "--rates",
            split = ",",
            paramLabel = "R",
            description = "messages per second, separated by commas (default: 2,8,32)")
    private List<Double> rates = Grid.USUAL.rates();

    @Option(
            names = "--readers",
            split = ",",
            paramLabel = "N",
            description = "reading sessions (default: 10,32,100)")
    private List<Integer> readers = Grid.USUAL.readers();

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "BYTES",
            description = "bytes of each text (default: 64,256,1024)")
    private List<Integer> sizes = Grid.USUAL.textBytes();

    @Option(
            names = "--poll-intervals",
            split = ",",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "poll intervals of short polling (default: 250ms,500ms,1s)")
    private List<Duration> intervals = Grid.USUAL.intervals();

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "measuring time of each point (default: 4s)")
    private Duration duration = Grid.DURATION;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "warm-up of each point (default: 1s)")
    private Duration warmUp = Grid.WARM_UP;

    @Override
    Measurement measurement(Optional<String> target) throws CannotStartException {
        ComparisonPlan plan = plan();
        return (lab, folder, display) -> new ComparisonRun(plan, folder, display).execute(lab);
    }

    ComparisonPlan plan() throws CannotStartException {
        OptionChecks.duration(duration, Duration.ofMinutes(10));
        OptionChecks.warmUp(warmUp);
        for (double rate : rates) {
            OptionChecks.rate("--rates", rate);
        }
        for (int count : readers) {
            OptionChecks.readers(count);
        }
        for (int size : sizes) {
            OptionChecks.size("--sizes", size, TextRules.MAX_TEXT_BYTES);
        }
        for (Duration interval : intervals) {
            OptionChecks.pollInterval("--poll-intervals", interval);
        }
        return new ComparisonPlan(List.of(), 1, grid(), true);
    }

    private List<GridPoint> grid() throws CannotStartException {
        List<TransportVariant> variants = onTarget(transports());
        Timing timing = new Timing(0, 25, warmUp.toMillis(), duration.toMillis());
        List<GridPoint> grid =
                new Grid(distinct(rates), distinct(readers), distinct(sizes), distinct(intervals))
                        .points(variants, timing);
        for (TransportVariant variant : variants) {
            long points = grid.stream().filter(p -> p.protocol().equals(variant)).count();
            OptionChecks.check(
                    points >= LEAST_POINTS,
                    "%s would have %d points; a fit and its check need %d"
                            .formatted(variant.id(), points, LEAST_POINTS));
        }
        OptionChecks.check(
                grid.size() <= MOST_POINTS,
                "that would be %d runs; the maximum is %d".formatted(grid.size(), MOST_POINTS));
        for (GridPoint point : grid) {
            OptionChecks.workload(point.workload());
        }
        return grid;
    }

    private static <T> List<T> distinct(List<T> values) {
        return values.stream().distinct().toList();
    }
}

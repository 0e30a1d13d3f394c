package dev.wirelab.load.cli;

import dev.wirelab.core.protocol.TextRules;
import dev.wirelab.load.compare.ComparisonPlan;
import dev.wirelab.load.compare.ComparisonRun;
import dev.wirelab.load.compare.Grid;
import dev.wirelab.load.compare.GridPoint;
import dev.wirelab.load.compare.RowPlan;
import dev.wirelab.load.crossover.Axis;
import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.page.Page;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.report.AxisCrossover;
import dev.wirelab.load.report.NetworksMatrix;
import dev.wirelab.load.theory.TransportVariant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
            "With --over rtt or loss, the same load over networks of growing delay or loss: where one"
                    + " transport overtakes another, measured and as distance predicts.",
            "",
            "Starts a lab in a JVM of its own unless --target names one. Exit codes as of compare.",
            ""
        })
final class CrossoverCommand extends MeasurementCommand {
    /// Twice the number of terms of a cost: half to fit, half to check.
    private static final int LEAST_POINTS = 10;

    private static final int MOST_POINTS = 1_000;
    private static final int POLL_WAIT = 25;

    /// What `--over` measures: as `compare --networks`, a thousand deliveries per row, and messages
    /// closer to each other than the longest round trip.
    private static final int OVER_READERS = 40;

    private static final double OVER_RATE = 4;
    private static final int OVER_BYTES = 64;
    private static final Duration OVER_INTERVAL = Duration.ofSeconds(1);
    private static final Duration OVER_DURATION = Duration.ofSeconds(7);
    private static final int MOST_NETWORKS = 12;

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
            names = "--over",
            paramLabel = "AXIS",
            description =
                    "rtt or loss, instead of the grid: one load (default: 40 readers, 4 messages a"
                            + " second) over several networks, some 8 minutes; the rest of the network"
                            + " is --link (default: no limit of rate; for loss rtt=80ms)")
    private @Nullable String over;

    @Option(
            names = "--points",
            split = ",",
            paramLabel = "VALUE",
            description =
                    "the values of --over (default: 2ms,20ms,80ms,200ms,600ms, or 0%%,0.5%%,1%%,2%%,5%%)")
    private List<String> points = List.of();

    @Spec private CommandSpec own = CommandSpec.create();

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "measuring time of each point, with --over 7s (default: 4s)")
    private @Nullable Duration duration;

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

    @Override
    List<String> networks() throws CannotStartException {
        OptionChecks.check(over != null || points.isEmpty(), "--points needs --over");
        if (over == null) {
            return List.of();
        }
        OptionChecks.inRange("the number of --points", points().size(), 2, MOST_NETWORKS);
        return axis().links(link(), points());
    }

    @Override
    String suiteOption() {
        return "--over";
    }

    @Override
    boolean continuesLink() {
        return true;
    }

    @Override
    String summary(List<NetworksMatrix.Network> networks) {
        return Axis.byId(String.valueOf(over))
                .map(axis -> AxisCrossover.text(axis, points(), networks))
                .orElseGet(() -> super.summary(networks));
    }

    @Override
    Page page(List<NetworksMatrix.Network> networks) {
        return Axis.byId(String.valueOf(over))
                .map(axis -> AxisCrossover.page(axis, points(), networks))
                .orElseGet(() -> super.page(networks));
    }

    private Axis axis() throws CannotStartException {
        return Axis.byId(String.valueOf(over))
                .orElseThrow(() ->
                        new CannotStartException(
                                "--over must be %s, not '%s'"
                                        .formatted(String.join(" or ", Axis.ids()), over)));
    }

    private List<String> points() {
        return points.isEmpty()
                ? Axis.byId(String.valueOf(over)).map(Axis::usual).orElse(points)
                : points;
    }

    /// One load, which is measured once over each network.
    private ComparisonPlan overNetworks() throws CannotStartException {
        axis();
        Timing timing =
                new Timing(
                        single("--poll-intervals", intervals, OVER_INTERVAL).toMillis(),
                        POLL_WAIT,
                        warmUp.toMillis(),
                        measured().toMillis());
        FanOut load =
                new FanOut(
                        single("--readers", readers, OVER_READERS),
                        single("--rates", rates, OVER_RATE),
                        single("--sizes", sizes, OVER_BYTES),
                        false,
                        timing);
        OptionChecks.workload(load);
        List<RowPlan> rows =
                onTarget(transports()).stream().map(variant -> RowPlan.of(variant, load)).toList();
        return new ComparisonPlan(rows, 1, List.of(), true);
    }

    private <T> T single(String option, List<T> values, T usual) throws CannotStartException {
        if (!own.commandLine().getParseResult().hasMatchedOption(option)) {
            return usual;
        }
        OptionChecks.check(values.size() == 1, option + " must be one value with --over");
        return values.getFirst();
    }

    ComparisonPlan plan() throws CannotStartException {
        OptionChecks.duration(measured(), Duration.ofMinutes(10));
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
        return over != null ? overNetworks() : new ComparisonPlan(List.of(), 1, grid(), true);
    }

    private Duration measured() {
        return duration != null ? duration : over != null ? OVER_DURATION : Grid.DURATION;
    }

    private List<GridPoint> grid() throws CannotStartException {
        List<TransportVariant> variants = onTarget(transports());
        Timing timing = new Timing(0, POLL_WAIT, warmUp.toMillis(), measured().toMillis());
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

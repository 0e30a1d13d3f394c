package dev.wirelab.load;

import dev.wirelab.load.compare.CannotBeginException;
import dev.wirelab.load.compare.Grid;
import dev.wirelab.load.compare.GridPoint;
import dev.wirelab.load.compare.Settings;
import dev.wirelab.load.measure.Stamp;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.theory.TransportModels;
import dev.wirelab.load.theory.TransportVariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of `crossover`, and what they may be.
final class CrossoverOptions {
    /// Twice as many as a cost has terms: a half to fit, a half to check.
    private static final int LEAST_POINTS = 10;

    private static final int MOST_POINTS = 1_000;

    @Option(
            names = {"--transports", "--transport"},
            split = ",",
            paramLabel = "ID",
            description = "which, with commas between (default: all)")
    private List<String> transports = TransportModels.ids();

    @Option(
            names = "--rates",
            split = ",",
            paramLabel = "R",
            description = "messages a second, with commas between (default: 2,8,32)")
    private List<Double> rates = Grid.USUAL.rates();

    @Option(
            names = "--readers",
            split = ",",
            paramLabel = "N",
            description = "sessions that read (default: 10,32,100)")
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
            description = "from one short poll to the next (default: 250ms,500ms,1s)")
    private List<Duration> intervals = Grid.USUAL.intervals();

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "how long each point is measured (default: 4s)")
    private Duration duration = Grid.DURATION;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "how long each point warms up before (default: 1s)")
    private Duration warmUp = Grid.WARM_UP;

    @Mixin private PlaceOptions place = new PlaceOptions();

    PlaceOptions place() {
        return place;
    }

    /// What they ask.
    ///
    /// @throws CannotBeginException if they ask what cannot be; the message says which and why
    Settings settings() throws CannotBeginException {
        Demands.inRange("--duration", duration, Duration.ofMillis(100), Duration.ofMinutes(10));
        Demands.inRange("--warm-up", warmUp, Duration.ZERO, Duration.ofMinutes(10));
        for (double rate : rates) {
            Demands.demand(
                    rate > 0 && rate <= WorkloadOptions.MAX_RATE,
                    "--rates must be above 0 and at most %d".formatted(WorkloadOptions.MAX_RATE));
        }
        for (int count : readers) {
            Demands.demand(
                    count >= 1 && count <= WorkloadOptions.MAX_READERS,
                    "--readers must be 1 to %d".formatted(WorkloadOptions.MAX_READERS));
        }
        for (int size : sizes) {
            Demands.demand(
                    size >= Stamp.MIN_BYTES && size <= WorkloadOptions.MAX_TEXT_BYTES,
                    "--sizes must be %d to %d: the stamp needs the first"
                            .formatted(Stamp.MIN_BYTES, WorkloadOptions.MAX_TEXT_BYTES));
        }
        for (Duration interval : intervals) {
            Demands.inRange(
                    "--poll-intervals", interval, Duration.ofMillis(10), Duration.ofSeconds(30));
        }
        return new Settings(
                List.of(), 1, grid(), true, place.target(), place.labJar(), place.out());
    }

    private List<GridPoint> grid() throws CannotBeginException {
        List<TransportVariant> protocols = new ArrayList<>();
        for (String id : new LinkedHashSet<>(transports)) {
            protocols.add(Demands.protocol(id));
        }
        List<GridPoint> grid =
                new Grid(distinct(rates), distinct(readers), distinct(sizes), distinct(intervals))
                        .points(
                                protocols,
                                new Timing(0, 25, warmUp.toMillis(), duration.toMillis()));
        for (TransportVariant protocol : protocols) {
            long points = grid.stream().filter(p -> p.protocol().equals(protocol)).count();
            Demands.demand(
                    points >= LEAST_POINTS,
                    "%s would have %d points; a fit and its check need %d"
                            .formatted(protocol.id(), points, LEAST_POINTS));
        }
        Demands.demand(
                grid.size() <= MOST_POINTS,
                "that would be %d runs; at most %d are made".formatted(grid.size(), MOST_POINTS));
        for (GridPoint point : grid) {
            WorkloadOptions.check(point.workload());
        }
        return grid;
    }

    private static <T> List<T> distinct(List<T> values) {
        return values.stream().distinct().toList();
    }
}

package dev.wirelab.load;

import dev.wirelab.load.compare.CannotBeginException;
import dev.wirelab.load.compare.Grid;
import dev.wirelab.load.compare.RowPlan;
import dev.wirelab.load.compare.Settings;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.theory.TransportModels;
import dev.wirelab.load.theory.TransportVariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of `compare`, and what they may be.
final class CompareOptions {
    private static final int MAX_REPEATS = 100;
    private static final int REPEATS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration DURATION = Duration.ofSeconds(3);
    private static final Duration QUICK_WARM_UP = Duration.ofSeconds(1);

    @Mixin private WorkloadOptions workloads = new WorkloadOptions();

    @Option(
            names = "--transports",
            split = ",",
            paramLabel = "ID",
            description =
                    "which, in this order, separated by commas (default: all; unless --quick short polling also with fresh connections)")
    private @Nullable List<String> transports;

    @Option(
            names = "--fresh-connections",
            description =
                    "each poll named also as a row of its own with a new TCP connection for each"
                            + " request")
    private boolean freshConnections;

    @Option(
            names = "--noise",
            description = "every row also against itself (A/A): what differs there is noise")
    private boolean noise;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            description = "how often each row runs, interleaved (default: 3; quick: 1)")
    private @Nullable Integer repeats;

    @Option(
            names = "--poll-interval",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "from one short poll to the next (default: 1s)")
    private Duration pollInterval = Duration.ofSeconds(1);

    @Option(
            names = "--poll-wait",
            paramLabel = "SECONDS",
            description =
                    "how long the lab may hold a long poll, 1 to 30 (default: ${DEFAULT-VALUE})")
    private int pollWait = 25;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "how long each run is measured (default: 3s; idle: 25s)")
    private @Nullable Duration duration;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "how long each run warms up before (default: 2s; quick: 1s)")
    private @Nullable Duration warmUp;

    @Option(names = "--quick", description = "a shorter look: under a minute in all")
    private boolean quick;

    @Mixin private PlaceOptions place = new PlaceOptions();

    /// What they ask of the place: the lab and the folder.
    PlaceOptions place() {
        return place;
    }

    /// What they ask.
    ///
    /// @throws CannotBeginException if they ask what cannot be; the message says which and why
    Settings settings() throws CannotBeginException {
        Demands.demand(pollWait >= 1 && pollWait <= 30, "--poll-wait must be 1 to 30");
        Demands.inRange(
                "--poll-interval", pollInterval, Duration.ofMillis(10), Duration.ofSeconds(30));
        Duration measured = duration != null ? duration : DURATION;
        Duration before = warmUp != null ? warmUp : quick ? QUICK_WARM_UP : WARM_UP;
        Demands.inRange("--duration", measured, Duration.ofMillis(100), Duration.ofHours(1));
        Demands.inRange("--warm-up", before, Duration.ZERO, Duration.ofMinutes(10));
        int runs = repeats != null ? repeats : quick ? 1 : REPEATS;
        Demands.demand(
                runs >= 1 && runs <= MAX_REPEATS,
                "--repeats must be 1 to %d".formatted(MAX_REPEATS));
        Timing timing =
                new Timing(
                        pollInterval.toMillis(), pollWait, before.toMillis(), measured.toMillis());
        List<RowPlan> rows = new ArrayList<>();
        for (Workload workload : workloads.workloads(timing, idle(timing))) {
            rows.addAll(rows(workload));
        }
        return new Settings(
                rows,
                runs,
                workloads.isFull() ? Grid.usual(protocols(false), pollWait) : List.of(),
                !quick,
                place.target(),
                place.labJar(),
                place.out());
    }

    /// The timing of idle workloads: unless --duration is given long enough to include what happens
    /// periodically on an idle connection, such as a ping or the end of a long poll.
    private Timing idle(Timing timing) {
        long period =
                TransportModels.all().stream()
                        .mapToLong(transport -> transport.idlePeriod(timing).toMillis())
                        .max()
                        .orElse(0);
        return duration != null
                ? timing
                : timing.lasting(Math.max(timing.durationMillis(), period));
    }

    /// The rows of a workload, and after them those that are run against themselves: the first one,
    /// where there are others to compare it with, or with `--noise` all. Unless told otherwise
    /// there is every transport, and short polling with new connections too; of all workloads only
    /// fan-out has these, and idle runs once and has no A/A, since its rows are not ranked.
    private List<RowPlan> rows(Workload workload) throws CannotBeginException {
        boolean idle = workloads.isFull() && workload.isQuiet();
        List<RowPlan> rows = new ArrayList<>();
        for (TransportVariant protocol :
                protocols(!workloads.isFull() || workload instanceof FanOut)) {
            RowPlan row = RowPlan.of(protocol, workload);
            rows.add(idle && repeats == null ? row.once() : row);
        }
        int again = noise ? rows.size() : rows.size() > 1 && !quick && !idle ? 1 : 0;
        List<RowPlan> twins = rows.subList(0, again).stream().map(RowPlan::again).toList();
        rows.addAll(twins);
        return List.copyOf(rows);
    }

    /// Those named, or all; with new connections for each request where that is asked.
    private List<TransportVariant> protocols(boolean freshByDefault) throws CannotBeginException {
        Set<TransportVariant> protocols = new LinkedHashSet<>();
        for (String id : transports == null ? TransportModels.ids() : transports) {
            TransportVariant protocol = Demands.protocol(id);
            protocols.add(protocol);
            boolean usual =
                    freshByDefault
                            && transports == null
                            && !quick
                            && protocol.transport().comparesFreshConnections();
            if (freshConnections || usual) {
                protocol.fresh().ifPresent(protocols::add);
            }
        }
        return List.copyOf(protocols);
    }
}

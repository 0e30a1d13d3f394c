package dev.wirelab.load.cli;

import dev.wirelab.load.compare.ComparisonPlan;
import dev.wirelab.load.compare.ComparisonRun;
import dev.wirelab.load.compare.Grid;
import dev.wirelab.load.compare.RowPlan;
import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.plan.Burst;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Idle;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.server.DescribedTransport;
import dev.wirelab.load.server.ServerDescription;
import dev.wirelab.load.theory.TransportModels;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Compares the transports.
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the same workload on each transport, one after the other, repeats all of them, and"
                    + " prints how they differ.",
            "",
            "Starts a lab in a JVM of its own unless --target names one, or --server only others."
                    + " Exit code 0: every message arrived once and in order; 1: not every message"
                    + " did; 4: it did, but an --assert does not hold; 2: an option or the target"
                    + " is unusable, or the lab does not start; 3: a run failed, and the results so far"
                    + " are on disk.",
            ""
        })
final class CompareCommand extends MeasurementCommand {
    private static final int MAX_REPEATS = 100;
    private static final int REPEATS = 4;

    /// Finds 20 % in nine of ten comparisons where runs vary by 10 % (loadtests/bench/power.py).
    private static final int SURE_REPEATS = 12;

    /// What `--networks` measures: a thousand deliveries per row, which the slowest link carries on
    /// every transport, and messages closer to each other than its round trip.
    private static final List<String> NETWORKS = List.of("lan", "4g", "satellite", "4g,loss=1%");

    private static final int NETWORKS_READERS = 40;
    private static final double NETWORKS_RATE = 4;
    private static final Duration NETWORKS_DURATION = Duration.ofSeconds(7);

    private static final String HTTP_1 = "1.1";
    private static final String HTTP_2 = "2";

    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration DURATION = Duration.ofSeconds(3);

    @Mixin private WorkloadOptions workloads = new WorkloadOptions();

    @Mixin private ServerOptions servers = new ServerOptions();

    @Option(
            names = "--fresh-connections",
            description =
                    "for each polling transport another row with a new TCP connection per request")
    private boolean freshConnections;

    @Option(
            names = "--tls",
            description = "for each row of Wirelab another one over TLS, from the same lab")
    private boolean tls;

    @Option(
            names = "--http",
            paramLabel = "VERSION",
            description =
                    "1.1, or 2: for each row of Wirelab over HTTP another one over HTTP/2, from the"
                            + " same lab (default: ${DEFAULT-VALUE})")
    private String http = HTTP_1;

    @Option(
            names = "--noise",
            description = "repeat every row as another row (A/A): their difference is noise")
    private boolean noise;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            description = "runs per row, interleaved (default: 4; quick: 1; sure: 12)")
    private @Nullable Integer repeats;

    @Option(
            names = "--sure",
            description =
                    "12 runs per row, some 15 minutes: finds a difference of 20 %% where runs vary by"
                            + " 10 %%")
    private boolean sure;

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
            description = "measuring time of each run (default: 3s; idle: 25s)")
    private @Nullable Duration duration;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "warm-up of each run (default: 1s)")
    private @Nullable Duration warmUp;

    @Option(
            names = "--networks",
            description =
                    "over lan, 4g, satellite and a link with 1 %% loss, one run each, some 9 minutes: a"
                            + " matrix of transport and network (default: 40 readers, 4 messages a"
                            + " second for 7s)")
    private boolean networks;

    @Spec private CommandSpec own = CommandSpec.create();

    @Option(names = "--quick", description = "a short comparison: less than a minute in all")
    private boolean quick;

    @Override
    Measurement measurement(Optional<String> target) throws CannotStartException {
        OptionChecks.check(
                target.isEmpty() || needsLab(),
                "--target names a lab, and --server wirelab is missing");
        ComparisonPlan plan = plan();
        checkServers(plan);
        return (lab, folder, display) -> {
            if (http.equals(HTTP_2)) {
                display.line(withoutHttp2(plan));
            }
            return new ComparisonRun(plan, folder, display).execute(lab);
        };
    }

    /// What `--http 2` does not double.
    private static String withoutHttp2(ComparisonPlan plan) {
        String others =
                plan.rows().stream()
                        .map(RowPlan::protocol)
                        .filter(variant -> !variant.http2() && variant.overHttp2().isEmpty())
                        .map(TransportVariant::id)
                        .distinct()
                        .collect(Collectors.joining(", "));
        return others.isEmpty()
                ? "each transport has a row over HTTP/1.1 and one over HTTP/2"
                : "no row over HTTP/2, since it is not spoken there: " + others;
    }

    private static void checkServers(ComparisonPlan plan) throws CannotStartException {
        for (RowPlan row : plan.rows()) {
            Optional<DescribedTransport> other = row.protocol().transport().described();
            if (other.isPresent()) {
                try {
                    other.get().check();
                } catch (IOException e) {
                    throw new CannotStartException(String.valueOf(e.getMessage()));
                }
            }
        }
    }

    @Override
    boolean needsLab() {
        return servers.haveWirelab();
    }

    @Override
    boolean measuresOthers() {
        return servers.areNamed();
    }

    @Override
    List<TransportVariant> variants() throws CannotStartException {
        return plan().rows().stream().map(RowPlan::protocol).toList();
    }

    @Override
    List<String> rows() throws CannotStartException {
        return plan().rows().stream().map(RowPlan::folder).toList();
    }

    @Override
    List<String> networks() throws CannotStartException {
        OptionChecks.check(
                !networks || (!workloads.isFull() && !sure && !quick && !noise),
                "--networks goes without --quick, --full, --sure and --noise");
        return networks ? NETWORKS : List.of();
    }

    ComparisonPlan plan() throws CannotStartException {
        if (networks) {
            workloads
                    .fanOut()
                    .setUnlessGiven(
                            own.commandLine().getParseResult(), NETWORKS_READERS, NETWORKS_RATE);
        }
        OptionChecks.different(transports());
        OptionChecks.check(
                List.of(HTTP_1, HTTP_2).contains(http),
                "--http must be %s or %s, not '%s'".formatted(HTTP_1, HTTP_2, http));
        OptionChecks.inRange("--poll-wait", pollWait, 1, 30);
        Duration measured = duration != null ? duration : networks ? NETWORKS_DURATION : DURATION;
        Duration before = warmUp != null ? warmUp : WARM_UP;
        int runs =
                repeats != null ? repeats : quick || networks ? 1 : sure ? SURE_REPEATS : REPEATS;
        OptionChecks.inRange("--repeats", runs, 1, MAX_REPEATS);
        Timing timing = workloads.fanOut().timing(pollWait, before, measured, Duration.ofHours(1));
        List<RowPlan> rows = new ArrayList<>();
        for (Workload workload : workloads.workloads(timing, idle(timing))) {
            rows.addAll(rows(workload));
        }
        return new ComparisonPlan(
                rows,
                runs,
                workloads.isFull() ? Grid.usual(forSweep(variants(false)), pollWait) : List.of(),
                !quick,
                !quick && !networks);
    }

    /// The sweep does not measure TLS and plaintext, or two versions of HTTP, together, since its
    /// costs are fitted per transport.
    private List<TransportVariant> forSweep(List<TransportVariant> variants) {
        return variants.stream()
                .filter(variant -> isHttps() || !variant.tls())
                .filter(variant -> !http.equals(HTTP_2) || !variant.http2())
                .toList();
    }

    /// The timing of idle workloads. Unless --duration is given, it includes what happens
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

    /// The rows of a workload, followed by the A/A rows: one if there are several rows, or all with
    /// `--noise`. With `--full`, only fan-out has rows with fresh connections, and idle rows run
    /// once and have no A/A row because they are not compared.
    private List<RowPlan> rows(Workload workload) throws CannotStartException {
        boolean idle = workloads.isFull() && workload.isQuiet();
        List<RowPlan> rows = new ArrayList<>();
        for (TransportVariant variant :
                variants(!workloads.isFull() || workload instanceof FanOut)) {
            RowPlan row = row(variant, workload);
            rows.add(idle && repeats == null ? row.once() : row);
        }
        int again = noise ? rows.size() : rows.size() > 1 && !quick && !networks && !idle ? 1 : 0;
        List<RowPlan> twins = rows.subList(0, again).stream().map(RowPlan::again).toList();
        rows.addAll(twins);
        return List.copyOf(rows);
    }

    /// A row, whose name begins with that of its server if there are several.
    private RowPlan row(TransportVariant variant, Workload workload) throws CannotStartException {
        RowPlan row = RowPlan.of(variant, workload);
        if (variant.transport().described().isEmpty()) {
            return servers.areNamed() ? row.named(ServerOptions.WIRELAB + "-" + variant.id()) : row;
        }
        OptionChecks.check(
                workload instanceof FanOut || workload instanceof Idle || workload instanceof Burst,
                "--workload %s needs Wirelab: descriptions of other servers have groups only"
                        .formatted(workload.id()));
        OptionChecks.check(
                !workload.binary(),
                "--content binary needs Wirelab: descriptions of other servers have texts only");
        return row;
    }

    /// @param freshByDefault whether to include the fresh connections that are compared by default
    private List<TransportVariant> variants(boolean freshByDefault) throws CannotStartException {
        Set<TransportVariant> variants = new LinkedHashSet<>();
        List<Optional<ServerDescription>> all = servers.servers();
        Set<String> offered = new LinkedHashSet<>();
        for (Optional<ServerDescription> server : all) {
            if (server.isPresent()) {
                for (DescribedTransport transport : server.get().transports()) {
                    offered.add(transport.name());
                    if (!areNamed() || transports().contains(transport.name())) {
                        variants.add(TransportVariant.of(transport));
                    }
                }
            } else {
                offered.addAll(TransportVariant.ids());
                variants.addAll(ofWirelab(freshByDefault));
            }
        }
        for (String id : areNamed() ? transports() : List.<String>of()) {
            OptionChecks.check(
                    offered.contains(id),
                    "there is no transport '%s'; there are %s"
                            .formatted(id, String.join(", ", offered)));
        }
        OptionChecks.check(
                !http.equals(HTTP_2) || variants.stream().anyMatch(TransportVariant::http2),
                "--http 2 needs a transport of Wirelab over HTTP, such as sse");
        return List.copyOf(variants);
    }

    private Set<TransportVariant> ofWirelab(boolean freshByDefault) throws CannotStartException {
        Set<TransportVariant> variants = new LinkedHashSet<>();
        for (String id : transports()) {
            if (servers.areNamed() && TransportVariant.byId(id).isEmpty()) {
                continue;
            }
            TransportVariant variant = onTarget(OptionChecks.transport(id));
            variants.add(variant);
            boolean usual =
                    freshByDefault
                            && !areNamed()
                            && !servers.areNamed()
                            && workloads.isFull()
                            && variant.transport().comparesFreshConnections();
            if (freshConnections || usual) {
                variant.fresh().ifPresent(variants::add);
            }
        }
        if (http.equals(HTTP_2)) {
            List.copyOf(variants).forEach(old -> old.overHttp2().ifPresent(variants::add));
        }
        if (tls) {
            List.copyOf(variants).forEach(plain -> plain.secured().ifPresent(variants::add));
        }
        return variants;
    }
}

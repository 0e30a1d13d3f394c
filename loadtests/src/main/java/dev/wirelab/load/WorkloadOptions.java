package dev.wirelab.load;

import dev.wirelab.load.compare.CannotBeginException;
import dev.wirelab.load.measure.Stamp;
import dev.wirelab.load.plan.Burst;
import dev.wirelab.load.plan.Cast;
import dev.wirelab.load.plan.Churn;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Idle;
import dev.wirelab.load.plan.Mixed;
import dev.wirelab.load.plan.Private;
import dev.wirelab.load.plan.Stream;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.plan.Workload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/// The options that say what is asked of each transport.
final class WorkloadOptions {
    static final int MAX_READERS = 20_000;
    static final int MAX_RATE = 10_000;
    static final int MAX_TEXT_BYTES = 4096;
    private static final long MAX_DELIVERIES = 200_000_000;

    /// How many connections `--full` lets wait.
    private static final List<Integer> IDLE_STEPS = List.of(0, 1_000, 2_000, 5_000);

    private static final int BURST_SPEAKERS = 10;
    private static final int BURST_EACH = 5;
    private static final long BURST_EVERY_MILLIS = 3_000;
    private static final int STORMS = 2;
    private static final long AWAY_MILLIS = 1_000;
    private static final int MIXED_PAIRS_PART = 5;

    @Option(
            names = "--workload",
            split = ",",
            paramLabel = "ID",
            description =
                    "what is asked: fan-out, private, idle, burst, churn, mixed, with commas between"
                            + " (default: fan-out)")
    private List<String> workloads = List.of(FanOut.ID);

    @Option(
            names = "--full",
            description = {
                "all workloads, idle with 0, 1000, 2000 and 5000 connections and once, and the sweep of"
                        + " `crossover`: some 45 minutes; says before it begins how long"
            })
    private boolean full;

    @Option(
            names = "--readers",
            paramLabel = "N",
            description = "sessions that read (default: ${DEFAULT-VALUE})")
    private int readers = 100;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "messages a second in a group (default: ${DEFAULT-VALUE})")
    private double rate = 20;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "private: pairs that ask and answer (default: ${DEFAULT-VALUE})")
    private int pairs = 50;

    @Option(
            names = "--pair-rate",
            paramLabel = "R",
            description = "private, mixed: questions of a pair a second (default: 1)")
    private double pairRate = 1;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            description = "bytes of each text, 48 to 4096 (default: ${DEFAULT-VALUE})")
    private int size = 64;

    /// Whether everything is asked.
    boolean isFull() {
        return full;
    }

    /// What they ask, checked.
    ///
    /// @param quiet the timing of workloads in which nothing is said
    /// @throws CannotBeginException if they ask what cannot be; the message says which and why
    List<Workload> workloads(Timing timing, Timing quiet) throws CannotBeginException {
        Demands.demand(
                readers >= 1 && readers <= MAX_READERS,
                "--readers must be 1 to %d".formatted(MAX_READERS));
        Demands.demand(
                rate > 0 && rate <= MAX_RATE,
                "--rate must be above 0 and at most %d".formatted(MAX_RATE));
        Demands.demand(
                pairs >= 1 && pairs <= Stream.MOST / 2,
                "--pairs must be 1 to %d".formatted(Stream.MOST / 2));
        Demands.demand(
                pairRate > 0 && pairRate <= MAX_RATE,
                "--pair-rate must be above 0 and at most %d".formatted(MAX_RATE));
        Demands.demand(
                size >= Stamp.MIN_BYTES && size <= MAX_TEXT_BYTES,
                "--size must be %d to %d: the stamp needs the first"
                        .formatted(Stamp.MIN_BYTES, MAX_TEXT_BYTES));
        List<Workload> asked = new ArrayList<>();
        for (String id : new LinkedHashSet<>(full ? Workload.IDS : workloads)) {
            asked.addAll(make(id, id.equals(Idle.ID) ? quiet : timing));
        }
        for (Workload workload : asked) {
            check(workload);
        }
        return asked;
    }

    private List<Workload> make(String id, Timing timing) throws CannotBeginException {
        return switch (id) {
            case FanOut.ID -> List.of(new FanOut(readers, rate, size, timing));
            case Private.ID -> List.of(new Private(pairs, pairRate, size, timing));
            case Idle.ID -> idle(timing);
            case Burst.ID ->
                    List.of(
                            new Burst(
                                    readers,
                                    BURST_SPEAKERS,
                                    BURST_EACH,
                                    BURST_EVERY_MILLIS,
                                    size,
                                    timing));
            case Churn.ID -> List.of(new Churn(readers, rate, STORMS, AWAY_MILLIS, size, timing));
            case Mixed.ID -> List.of(mixed(timing));
            default ->
                    throw new CannotBeginException(
                            "there is no workload '%s'; there are %s"
                                    .formatted(id, String.join(", ", Workload.IDS)));
        };
    }

    private List<Workload> idle(Timing timing) {
        List<Integer> steps = full ? IDLE_STEPS : List.of(0, readers);
        return steps.stream().<Workload>map(step -> new Idle(step, size, timing)).toList();
    }

    /// A small group, one of a fifth of the readers and one of the rest.
    private Mixed mixed(Timing timing) {
        int small = Math.max(1, readers / 20);
        int middle = Math.max(1, readers / 5);
        int large = Math.max(1, readers - small - middle);
        return new Mixed(
                List.of(small, middle, large),
                rate,
                Math.max(1, pairs / MIXED_PAIRS_PART),
                pairRate,
                size,
                timing);
    }

    /// Whether something is due, and not more than can be counted.
    static void check(Workload workload) throws CannotBeginException {
        Cast cast = workload.cast("any");
        boolean nobody = cast.readers().isEmpty();
        Demands.demand(
                nobody
                        || IntStream.range(0, cast.streams().size())
                                .allMatch(i -> cast.streams().get(i).messages() > 0),
                "not one message is due in --duration at this --rate");
        Demands.demand(
                cast.expected() <= MAX_DELIVERIES,
                "that would be %d deliveries; at most %d are counted"
                        .formatted(cast.expected(), MAX_DELIVERIES));
    }
}

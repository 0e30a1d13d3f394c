package dev.wirelab.load.cli;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.plan.Burst;
import dev.wirelab.load.plan.Churn;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Idle;
import dev.wirelab.load.plan.MessageStream;
import dev.wirelab.load.plan.Mixed;
import dev.wirelab.load.plan.Private;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.plan.Workload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that describe the workload.
final class WorkloadOptions {
    /// The idle connections of `--full`.
    private static final List<Integer> IDLE_STEPS = List.of(0, 1_000, 2_000, 5_000);

    private static final int BURST_SPEAKERS = 10;
    private static final int BURST_EACH = 5;
    private static final long BURST_EVERY_MILLIS = 3_000;
    private static final int STORMS = 2;
    private static final long AWAY_MILLIS = 1_000;
    private static final int MIXED_PAIRS_PART = 5;

    @Mixin private FanOutOptions fanOut = new FanOutOptions();

    @Option(
            names = "--workload",
            split = ",",
            paramLabel = "ID",
            description =
                    "fan-out, private, idle, burst, churn, mixed, separated by commas (default:"
                            + " fan-out)")
    private List<String> workloads = List.of(FanOut.ID);

    @Option(
            names = "--full",
            description =
                    "all workloads (idle with 0, 1000, 2000 and 5000 connections, run once) and the"
                            + " sweep of `crossover`: some 45 minutes; prints the estimated time first")
    private boolean full;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description =
                    "private: pairs that exchange requests and answers (default:"
                            + " ${DEFAULT-VALUE})")
    private int pairs = 50;

    @Option(
            names = "--pair-rate",
            paramLabel = "R",
            description = "private, mixed: requests of a pair per second (default: 1)")
    private double pairRate = 1;

    FanOutOptions fanOut() {
        return fanOut;
    }

    boolean isFull() {
        return full;
    }

    /// The workloads.
    ///
    /// @param idle the timing of workloads in which nothing is published
    /// @throws CannotStartException if an option is unusable; the message names it
    List<Workload> workloads(Timing timing, Timing idle) throws CannotStartException {
        FanOut one = fanOut.workload(timing);
        OptionChecks.inRange("--pairs", pairs, 1, MessageStream.MOST / 2);
        OptionChecks.rate("--pair-rate", pairRate);
        List<Workload> all = new ArrayList<>();
        for (String id : new LinkedHashSet<>(full ? Workload.IDS : workloads)) {
            all.addAll(make(id, one, id.equals(Idle.ID) ? idle : timing));
        }
        for (Workload workload : all) {
            OptionChecks.workload(workload);
        }
        return all;
    }

    private List<Workload> make(String id, FanOut fanOut, Timing timing)
            throws CannotStartException {
        int readers = fanOut.readers();
        double rate = fanOut.rate();
        int size = fanOut.textBytes();
        boolean binary = fanOut.binary();
        return switch (id) {
            case FanOut.ID -> List.of(fanOut);
            case Private.ID -> List.of(new Private(pairs, pairRate, size, binary, timing));
            case Idle.ID ->
                    (full ? IDLE_STEPS : List.of(0, readers))
                            .stream()
                                    .<Workload>map(step -> new Idle(step, size, binary, timing))
                                    .toList();
            case Burst.ID ->
                    List.of(
                            new Burst(
                                    readers,
                                    BURST_SPEAKERS,
                                    BURST_EACH,
                                    BURST_EVERY_MILLIS,
                                    size,
                                    binary,
                                    timing));
            case Churn.ID ->
                    List.of(new Churn(readers, rate, STORMS, AWAY_MILLIS, size, binary, timing));
            case Mixed.ID -> List.of(mixed(fanOut));
            default ->
                    throw new CannotStartException(
                            "there is no workload '%s'; there are %s"
                                    .formatted(id, String.join(", ", Workload.IDS)));
        };
    }

    /// A small group, one with a fifth of the readers and one with the rest.
    private Mixed mixed(FanOut fanOut) {
        int readers = fanOut.readers();
        int small = Math.max(1, readers / 20);
        int middle = Math.max(1, readers / 5);
        int large = Math.max(1, readers - small - middle);
        return new Mixed(
                List.of(small, middle, large),
                fanOut.rate(),
                Math.max(1, pairs / MIXED_PAIRS_PART),
                pairRate,
                fanOut.textBytes(),
                fanOut.binary(),
                fanOut.timing());
    }
}

package dev.wirelab.load.table;

import static dev.wirelab.load.text.TextFormat.exact;
import static dev.wirelab.load.text.TextFormat.fixed;
import static dev.wirelab.load.text.TextFormat.millis;

import dev.wirelab.load.capacity.Step;
import dev.wirelab.load.result.CapacityResult;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The results of a capacity search as rows of text cells.
public final class CapacityTable {
    private CapacityTable() {}

    /// The headings of the transports' table.
    public static List<String> headings(CapacityResult capacity) {
        String unit = capacity.by().unit();
        return List.of(
                "transport",
                "most " + unit + " at which it held",
                "least at which not",
                "what ran out",
                "steps");
    }

    /// One row per transport.
    public static List<List<String>> cells(CapacityResult capacity) {
        return capacity.wires().stream().map(CapacityTable::cells).toList();
    }

    private static List<String> cells(CapacityResult.Wire wire) {
        Double highest = wire.highestHeld();
        String held =
                highest == null
                        ? "none"
                        : (wire.atLeast() ? "at least " : "")
                                + exact(highest)
                                + (wire.confirmed() ? "" : " in one run");
        return List.of(
                wire.id(),
                held,
                load(wire.lowestMissed()),
                wire.finished() ? wire.limit().words() : "not known: the search was cut off",
                Integer.toString(wire.steps().size()));
    }

    private static String load(@Nullable Double load) {
        return load == null ? "-" : exact(load);
    }

    /// The headings of the steps' table.
    public static List<String> stepHeadings(CapacityResult capacity) {
        return List.of(
                "transport",
                "step",
                capacity.by().unit(),
                "p" + exact(capacity.objective().percentile()) + " ms",
                "lost",
                "lab's cores",
                "load program's cores",
                "load program late p99 ms",
                "judged",
                "what ran out",
                "files");
    }

    /// One row per step of each transport, in their order.
    public static List<List<String>> steps(CapacityResult capacity) {
        return capacity.wires().stream()
                .flatMap(wire ->
                        IntStream.range(0, wire.steps().size())
                                .mapToObj(i -> cells(wire.id(), i + 1, wire.steps().get(i))))
                .toList();
    }

    private static List<String> cells(String wire, int number, CapacityResult.Tried tried) {
        Step step = tried.step();
        boolean measured = step.isMeasured();
        return List.of(
                wire,
                Integer.toString(number),
                exact(step.load()),
                measured ? millis(step.latencyMicros()) : "-",
                measured ? Long.toString(step.lost()) : "-",
                measured ? fixed(2, step.labCpu()) : "-",
                measured ? fixed(2, step.injectorCpu()) : "-",
                measured ? millis(step.injectorLagMicros()) : "-",
                switch (tried.judgement()) {
                    case HELD -> "held";
                    case BROKEN -> measured ? "missed" : "failed: " + step.failure();
                    case INJECTOR_BOUND -> "missed, and the load generator was late";
                },
                switch (tried.judgement()) {
                    case HELD -> "";
                    case BROKEN, INJECTOR_BOUND -> tried.limit().words();
                },
                tried.run().folder());
    }
}

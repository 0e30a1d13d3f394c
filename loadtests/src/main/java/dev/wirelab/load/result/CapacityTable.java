package dev.wirelab.load.result;

import dev.wirelab.load.capacity.Step;
import dev.wirelab.load.plan.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Capacities as rows of text cells, the same for the terminal, CSV and the report.
public final class CapacityTable {
    private CapacityTable() {}

    /// The headings of the wires' table.
    public static List<String> headings(CapacityResult capacity) {
        String unit = capacity.by().unit();
        return List.of(
                "wire",
                "most " + unit + " at which it held",
                "least at which not",
                "what ran out",
                "steps");
    }

    /// A row for each wire.
    public static List<List<String>> cells(CapacityResult capacity) {
        return capacity.wires().stream().map(CapacityTable::cells).toList();
    }

    private static List<String> cells(CapacityResult.Wire wire) {
        String held =
                load(wire.highestHeld(), "none")
                        + (wire.highestHeld() == null || wire.confirmed() ? "" : " in one run");
        return List.of(
                wire.id(),
                wire.atLeast() && wire.highestHeld() != null ? "at least " + held : held,
                load(wire.lowestMissed(), "-"),
                wire.finished() ? wire.limit().words() : "not known: the search was cut off",
                Integer.toString(wire.steps().size()));
    }

    private static String load(@Nullable Double load, String none) {
        return load == null ? none : Numbers.plain(load);
    }

    /// The headings of the steps' table.
    public static List<String> stepHeadings(CapacityResult capacity) {
        return List.of(
                "wire",
                "step",
                capacity.by().unit(),
                "p" + Numbers.plain(capacity.objective().percentile()) + " ms",
                "lost",
                "lab's cores",
                "load program's cores",
                "load program late p99 ms",
                "judged",
                "what ran out",
                "files");
    }

    /// A row for each step of each wire, in their order.
    public static List<List<String>> steps(CapacityResult capacity) {
        List<List<String>> cells = new ArrayList<>();
        for (CapacityResult.Wire wire : capacity.wires()) {
            for (int i = 0; i < wire.steps().size(); i++) {
                cells.add(cells(wire.id(), i + 1, wire.steps().get(i)));
            }
        }
        return cells;
    }

    private static List<String> cells(String wire, int number, CapacityResult.Tried tried) {
        Step step = tried.step();
        boolean told = step.isMeasured();
        return List.of(
                wire,
                Integer.toString(number),
                Numbers.plain(step.load()),
                told ? fixed("%.3f", step.latencyMicros() / 1e3) : "-",
                told ? Long.toString(step.lost()) : "-",
                told ? fixed("%.2f", step.labCpu()) : "-",
                told ? fixed("%.2f", step.injectorCpu()) : "-",
                told ? fixed("%.3f", step.injectorLagMicros() / 1e3) : "-",
                switch (tried.judgement()) {
                    case HELD -> "held";
                    case BROKEN -> told ? "missed" : "failed: " + step.failure();
                    case INJECTOR_BOUND -> "missed, and the load program was late";
                },
                switch (tried.judgement()) {
                    case HELD -> "";
                    case BROKEN, INJECTOR_BOUND -> tried.limit().words();
                },
                tried.run().folder());
    }

    private static String fixed(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }
}

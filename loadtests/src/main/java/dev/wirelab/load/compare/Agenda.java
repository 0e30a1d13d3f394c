package dev.wirelab.load.compare;

import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.theory.TransportVariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Every run of a comparison in its order: for each workload its rows once, then all again in the
/// opposite direction, and so on (A B C C B A A B C), so that whatever drifts on the machine drifts
/// through all of them, and no row always follows the same other.
final class Agenda {
    /// What a run's process takes besides what the workload says: its start, a Gatling that begins
    /// and ends, and Gatling's report.
    private static final Duration OVERHEAD = Duration.ofSeconds(6);

    private static final int LOG_INS_PER_SECOND = 200;

    /// One run to be made.
    ///
    /// @param repeat from 1
    record Item(RowPlan row, int repeat) {
        Duration estimate() {
            return Agenda.estimate(row.protocol(), row.workload());
        }
    }

    /// How long one run takes, as far as can be said.
    static Duration estimate(TransportVariant protocol, Workload workload) {
        return OVERHEAD.plusSeconds(Math.ceilDiv(workload.cast("any").users(), LOG_INS_PER_SECOND))
                .plus(workload.timing().warmUp())
                .plus(workload.timing().duration())
                .plus(workload.isQuiet() ? Duration.ofSeconds(1) : Duration.ZERO)
                .plus(
                        protocol.transport()
                                .usualDelay(workload.timing())
                                .multipliedBy(workload.isSteady() ? 1 : 2));
    }

    private final List<Item> items;

    private Agenda(List<Item> items) {
        this.items = items;
    }

    static Agenda of(Settings settings) {
        List<Item> items = new ArrayList<>();
        List<String> workloads =
                settings.rows().stream().map(row -> row.workload().folder()).distinct().toList();
        for (String workload : workloads) {
            for (int repeat = 1; repeat <= settings.repeats(); repeat++) {
                List<RowPlan> rows = repeat % 2 == 1 ? settings.rows() : settings.rows().reversed();
                for (RowPlan row : rows) {
                    if (row.workload().folder().equals(workload)
                            && (repeat == 1 || !row.single())) {
                        items.add(new Item(row, repeat));
                    }
                }
            }
        }
        return new Agenda(items);
    }

    List<Item> items() {
        return items;
    }

    /// How long everything from the item with this index on takes, as far as can be said.
    Duration estimateFrom(int index) {
        return items.subList(index, items.size()).stream()
                .map(Item::estimate)
                .reduce(Duration.ZERO, Duration::plus);
    }
}

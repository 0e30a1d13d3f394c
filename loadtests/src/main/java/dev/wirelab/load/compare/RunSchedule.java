package dev.wirelab.load.compare;

import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.theory.TransportVariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The runs of a comparison in their order: for each workload its rows once, then again in reverse
/// order, and so on (A B C C B A A B C), so that a drift of the machine affects all rows and no row
/// always follows the same other. The points of the sweep follow, each once.
///
/// @param items the runs
record RunSchedule(List<Item> items) {
    /// What a run's process takes in addition to the workload: its start, Gatling and its report.
    private static final Duration OVERHEAD = Duration.ofSeconds(6);

    private static final int LOG_INS_PER_SECOND = 200;

    /// What is run: a row of a comparison, or a point of a sweep.
    sealed interface Plan permits RowPlan, GridPoint {
        TransportVariant protocol();

        Workload workload();

        /// The folder of its files in the comparison's folder.
        String folder();
    }

    /// A run.
    ///
    /// @param name the folder of its files in the comparison's folder
    /// @param repeat from 1
    record Item(Plan plan, String name, int repeat) {
        Duration estimate() {
            return RunSchedule.estimate(plan.protocol(), plan.workload());
        }
    }

    static RunSchedule of(ComparisonPlan plan) {
        List<Item> items = new ArrayList<>();
        List<String> workloads =
                plan.rows().stream().map(row -> row.workload().folder()).distinct().toList();
        for (String workload : workloads) {
            for (int repeat = 1; repeat <= plan.repeats(); repeat++) {
                for (RowPlan row : repeat % 2 == 1 ? plan.rows() : plan.rows().reversed()) {
                    if (row.workload().folder().equals(workload)
                            && (repeat == 1 || !row.single())) {
                        items.add(new Item(row, row.folder() + "/" + repeat, repeat));
                    }
                }
            }
        }
        plan.grid().forEach(point -> items.add(new Item(point, point.folder(), 1)));
        return new RunSchedule(items);
    }

    /// The estimated time of one run.
    static Duration estimate(TransportVariant variant, Workload workload) {
        return OVERHEAD.plusSeconds(
                        Math.ceilDiv(workload.population("any").users(), LOG_INS_PER_SECOND))
                .plus(workload.timing().warmUp())
                .plus(workload.timing().duration())
                .plus(workload.isQuiet() ? Duration.ofSeconds(1) : Duration.ZERO)
                .plus(
                        variant.transport()
                                .usualDelay(workload.timing())
                                .multipliedBy(workload.isSteady() ? 1 : 2));
    }

    /// The estimated time of all runs from an index on.
    Duration estimateFrom(int index) {
        return items.subList(index, items.size()).stream()
                .map(Item::estimate)
                .reduce(Duration.ZERO, Duration::plus);
    }
}

package dev.wirelab.load.result;

import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.text.TextFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One run of a row: its result, or why it has none.
///
/// @param folder where its files are, under the comparison's folder
/// @param repeat which repeat of its row it is, from 1
/// @param seconds the lifetime of its process
/// @param result its result, or null
/// @param failure the last line of its output if it has no result, or null
public record Run(
        String folder,
        int repeat,
        double seconds,
        @Nullable RunResult result,
        @Nullable String failure) {

    /// The completed runs of some, or without any those that have a result.
    static List<Run> used(List<Run> runs) {
        List<Run> complete = runs.stream().filter(Run::isComplete).toList();
        return complete.isEmpty()
                ? runs.stream().filter(run -> run.result() != null).toList()
                : complete;
    }

    /// Whether it was completed.
    public boolean isComplete() {
        return result != null && result.state() == RunState.COMPLETE;
    }

    /// Whether every message arrived once, in order and unaltered.
    public boolean isPerfect() {
        return result != null && result.isPerfect();
    }

    /// The result in one line.
    public String summary() {
        if (result == null) {
            return folder + ": failed: " + failure;
        }
        if (!isComplete() && result.tally().delivered() == 0) {
            return folder + ": failed: " + result.problem();
        }
        Percentiles delivery = result.latency(Quantity.DELIVERY);
        String latency =
                delivery.count() == 0
                        ? ""
                        : ", p50 %s ms, p99 %s ms"
                                .formatted(
                                        TextFormat.millis(delivery.p50()),
                                        TextFormat.millis(delivery.p99()));
        return "%s: %d of %d delivered%s%s"
                .formatted(
                        folder,
                        result.tally().delivered(),
                        result.tally().expected(),
                        latency,
                        isComplete() ? "" : " (partial: " + result.problem() + ")");
    }
}

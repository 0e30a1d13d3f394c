package dev.wirelab.load.result;

import dev.wirelab.load.measure.Quantity;
import java.util.Locale;
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

    /// Whether it was completed.
    public boolean isComplete() {
        return result != null && result.state() == RunState.COMPLETE;
    }

    /// Whether every message arrived once, in order and unaltered.
    public boolean isPerfect() {
        return result != null && result.isPerfect();
    }

    /// The result in one line.
    public String inOneLine() {
        if (result == null) {
            return folder + ": failed: " + failure;
        }
        if (!isComplete() && result.tally().delivered() == 0) {
            return folder + ": failed: " + result.problem();
        }
        Percentiles delivery = result.latency(Quantity.DELIVERY);
        return String.format(
                Locale.ROOT,
                "%s: %d of %d delivered, p50 %.3f ms, p99 %.3f ms%s",
                folder,
                result.tally().delivered(),
                result.tally().expected(),
                delivery.p50() / 1000.0,
                delivery.p99() / 1000.0,
                isComplete() ? "" : " (partial: " + result.problem() + ")");
    }
}

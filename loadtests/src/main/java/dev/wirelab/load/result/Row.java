package dev.wirelab.load.result;

import dev.wirelab.load.measure.Quantity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One line of a comparison: a run's result, or why there is none.
///
/// @param folder the run's folder under the comparison's
/// @param failure what the run said last, if it left no result
public record Row(
        String folder, String transport, @Nullable RunResult result, @Nullable String failure) {

    /// The row of a run with a result.
    public static Row of(String folder, RunResult result) {
        return new Row(folder, result.transport(), result, null);
    }

    /// The row of a run without one.
    public static Row failed(String folder, String transport, String failure) {
        return new Row(folder, transport, null, failure);
    }

    /// Whether the run came to its end.
    public boolean isComplete() {
        return result != null && result.state() == RunState.COMPLETE;
    }

    /// Whether every message came once, in order and as it was said.
    public boolean isPerfect() {
        return result != null && result.isPerfect();
    }

    /// What a person wants to know at once.
    public String inOneLine() {
        if (result == null) {
            return transport + ": failed: " + failure;
        }
        if (!isComplete() && result.tally().delivered() == 0) {
            return transport + ": failed: " + result.problem();
        }
        Percentiles delivery = result.latency(Quantity.DELIVERY);
        return String.format(
                Locale.ROOT,
                "%s: %d of %d delivered, p50 %.3f ms, p99 %.3f ms%s",
                transport,
                result.tally().delivered(),
                result.tally().expected(),
                delivery.p50() / 1000.0,
                delivery.p99() / 1000.0,
                isComplete() ? "" : " (partial: " + result.problem() + ")");
    }
}

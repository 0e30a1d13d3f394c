package dev.wirelab.load.report;

import dev.wirelab.load.result.Spread;
import dev.wirelab.load.stats.Median;
import java.util.Locale;

/// A figure over the repeats of a row, in words.
final class Repeats {
    private Repeats() {}

    /// `2.37 (2.06 to 3.44, 75 %)`: the median, the interval of repeats that holds the true one and
    /// how often such an interval does ([Median]); of one repeat the value alone.
    ///
    /// @param scale what each value is multiplied by
    static String words(Spread spread, double scale) {
        Median median = Median.of(spread.values().stream().map(value -> value * scale).toList());
        String middle = Numbers.plain(median.interval().estimate());
        return spread.values().size() == 1
                ? middle
                : "%s (%s, %s %%)"
                        .formatted(
                                middle,
                                Numbers.range(median.interval()),
                                String.format(Locale.ROOT, "%.0f", median.coverage() * 100));
    }
}

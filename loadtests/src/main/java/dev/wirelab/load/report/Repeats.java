package dev.wirelab.load.report;

import dev.wirelab.load.result.Spread;
import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.stats.Median;
import java.util.Collections;
import java.util.Locale;

/// A figure over the repeats of a row, in words.
final class Repeats {
    private Repeats() {}

    /// `2.37 (2.06 to 3.44)`: the median, and the interval of repeats that holds the true one
    /// ([Median]); the median alone where that is no interval to three digits.
    ///
    /// @param scale what each value is multiplied by
    static String words(Spread spread, double scale) {
        Interval interval =
                Median.of(spread.values().stream().map(value -> value * scale).toList()).interval();
        String middle = Numbers.plain(interval.estimate());
        return Numbers.range(interval).equals(middle + " to " + middle)
                ? middle
                : "%s (%s)".formatted(middle, Numbers.range(interval));
    }

    /// What the brackets are, and how often such an interval holds the true median; nothing if
    /// there is but one run of each row.
    static String brackets(Judged judged) {
        int most = judged.all().stream().mapToInt(row -> row.runs().size()).max().orElse(0);
        if (most < 2) {
            return "";
        }
        double coverage = Median.of(Collections.nCopies(most, 0.0)).coverage();
        return "In brackets the interval of the runs that holds the true median, as such an interval of %d runs does in %s %% of cases. "
                .formatted(most, String.format(Locale.ROOT, "%.0f", coverage * 100));
    }
}

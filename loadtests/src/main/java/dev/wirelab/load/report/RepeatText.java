package dev.wirelab.load.report;

import dev.wirelab.load.result.Spread;
import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.stats.Median;
import dev.wirelab.load.text.TextFormat;
import java.util.Collections;

/// A figure over the runs of a row, as text.
final class RepeatText {
    private RepeatText() {}

    /// `2.37 (2.06 to 3.44)`: the median and its confidence interval ([Median]); the median alone
    /// where both ends equal it to three digits.
    ///
    /// @param scale a factor for each value
    static String of(Spread spread, double scale) {
        Interval interval =
                Median.of(spread.values().stream().map(value -> value * scale).toList()).interval();
        String middle = TextFormat.rounded(interval.estimate());
        return TextFormat.range(interval).equals(middle + " to " + middle)
                ? middle
                : "%s (%s)".formatted(middle, TextFormat.range(interval));
    }

    /// The meaning of the parentheses; empty if each row has one run only.
    static String explained(ComparableRows rows) {
        int most = rows.all().stream().mapToInt(row -> row.runs().size()).max().orElse(0);
        if (most < 2) {
            return "";
        }
        double coverage = Median.of(Collections.nCopies(most, 0.0)).coverage();
        return "In parentheses the interval of the runs that contains the true median; of %d runs it does so in %s %% of cases. "
                .formatted(most, TextFormat.fixed(0, coverage * 100));
    }
}

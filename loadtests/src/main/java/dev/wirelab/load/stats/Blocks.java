package dev.wirelab.load.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/// Rows that were run in turns. The first runs of all rows form a block, the second ones the next,
/// and so on. What slows a whole block down affects all rows alike and cancels in the differences
/// within it: a randomized block design (Montgomery, Design and Analysis of Experiments, chapter
/// 4).
///
/// @param count the number of blocks, at least 2
/// @param variance of a run, without what its row and its block explain, pooled over all rows
/// @param freedom degrees of freedom of that variance; Satterthwaite's (1946), so that they are few
///   if one noisy row causes most of it
record Blocks(int count, double variance, double freedom) {

    /// The blocks of some rows.
    ///
    /// @param rows all rows, including A/A rows, of positive values
    /// @return empty unless there are at least two rows, all with the same number of runs, at least
    ///   two
    static Optional<Blocks> of(List<Sample> rows) {
        int count = rows.isEmpty() ? 0 : rows.getFirst().size();
        if (rows.size() < 2 || count < 2 || rows.stream().anyMatch(row -> row.size() != count)) {
            return Optional.empty();
        }
        List<double[]> residuals = residuals(rows.stream().map(Sample::logs).toList());
        double sum = 0;
        double parts = 0;
        for (double[] row : residuals) {
            double squares = DoubleStream.of(row).map(value -> value * value).sum();
            sum += squares;
            parts += squares * squares;
        }
        // The rows' residuals add up to 0 in each block, which costs a row's freedom.
        double share = (rows.size() - 1.0) / rows.size();
        double freedom = (count - 1) * share * (parts == 0 ? rows.size() : sum * sum / parts);
        return Optional.of(
                new Blocks(count, sum / ((rows.size() - 1) * (count - 1)), Math.max(1, freedom)));
    }

    /// What is left of each value without its row's mean and its block's.
    private static List<double[]> residuals(List<double[]> rows) {
        List<double[]> residuals = new ArrayList<>();
        double[] block = new double[rows.getFirst().length];
        for (double[] row : rows) {
            double mean = DoubleStream.of(row).average().orElseThrow();
            double[] left = DoubleStream.of(row).map(value -> value - mean).toArray();
            for (int i = 0; i < left.length; i++) {
                block[i] += left[i] / rows.size();
            }
            residuals.add(left);
        }
        for (double[] row : residuals) {
            for (int i = 0; i < row.length; i++) {
                row[i] -= block[i];
            }
        }
        return residuals;
    }

    /// The standard error of a difference of two rows from the pooled variance.
    StandardError pooled() {
        return new StandardError(Math.sqrt(2 * variance / count), freedom);
    }

    /// The standard error of the difference of two of the rows: the pooled one, or that of their
    /// own differences in each block if those vary more.
    StandardError of(Sample first, Sample second) {
        double[] one = first.logs();
        double[] other = second.logs();
        double[] differences = new double[count];
        for (int i = 0; i < count; i++) {
            differences[i] = other[i] - one[i];
        }
        double own = Math.sqrt(StandardError.squares(differences) / (count - 1) / count);
        return new StandardError(Math.max(own, pooled().error()), freedom);
    }
}

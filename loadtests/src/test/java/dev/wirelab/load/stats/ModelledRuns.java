package dev.wirelab.load.stats;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// Runs of a heavy-tailed model, from a seed: each run has its own speed (log-normal), each message
/// its own transit (log-normal, one in a hundred with a delay from a Pareto distribution added)
/// that all its readers share, and each reader adds a little. So deliveries are correlated within a
/// message, and runs differ by more than their messages explain, as real ones do.
final class ModelledRuns {
    private static final int MESSAGES = 400;
    private static final int READERS = 5;
    private static final double TRANSIT_MICROS = 5_000;
    private static final double MESSAGE_SPREAD = 0.5;
    private static final double HICCUPS = 0.01;
    private static final double HICCUP_SHAPE = 1.5;

    private final RandomGenerator random;
    private final double runSpread;

    /// @param runSpread the standard deviation of the logarithm of a run's speed
    ModelledRuns(long seed, double runSpread) {
        this.random = new SplittableRandom(seed);
        this.runSpread = runSpread;
    }

    /// @param factor how many times as slow as the model's own speed
    List<Histogram> runs(int count, double factor) {
        return IntStream.range(0, count).mapToObj(_ -> run(factor)).toList();
    }

    Sample sample(String name, int count, double factor, Quantile quantile) {
        return quantile.sample(name, runs(count, factor)).orElseThrow();
    }

    private Histogram run(double factor) {
        double speed = factor * TRANSIT_MICROS * Math.exp(random.nextGaussian(0, runSpread));
        Histogram run = new Histogram(3);
        for (int message = 0; message < MESSAGES; message++) {
            double transit = speed * Math.exp(random.nextGaussian(0, MESSAGE_SPREAD));
            if (random.nextDouble() < HICCUPS) {
                transit += speed * Math.pow(random.nextDouble(1e-6, 1), -1 / HICCUP_SHAPE);
            }
            for (int reader = 0; reader < READERS; reader++) {
                run.recordValue((long) (transit * random.nextDouble(1, 1.1)));
            }
        }
        return run;
    }
}

package dev.wirelab.load.theory;

import java.util.Arrays;
import java.util.List;

/// How long messages wait at the lab for their reader: until its next poll, or until it reconnects.
/// Computed by enumerating the moments at which a message may be due and the phases of a reader's
/// polls, all of them equally likely.
final class WaitDistribution {
    private static final int MOMENTS = 1_000;
    private static final int PHASES = 40;

    private final double[] sorted;

    private WaitDistribution(double[] sorted) {
        this.sorted = sorted;
    }

    /// @param durationMicros messages are due from 0 to this, evenly
    /// @param intervalMicros from one poll to the next; 0: readers need not poll
    /// @param cutsMicros when readers are disconnected
    /// @param awayMicros for how long; a reader that reconnects polls at once
    static WaitDistribution of(
            double durationMicros,
            double intervalMicros,
            List<Double> cutsMicros,
            double awayMicros) {
        int phases = intervalMicros == 0 ? 1 : PHASES;
        double[] waits = new double[MOMENTS * phases];
        for (int moment = 0; moment < MOMENTS; moment++) {
            double due = (moment + 0.5) / MOMENTS * durationMicros;
            for (int phase = 0; phase < phases; phase++) {
                double first = (phase + 0.5) / phases * intervalMicros;
                double polls = Math.ceil((due - first) / intervalMicros);
                double taken = intervalMicros == 0 ? due : first + polls * intervalMicros;
                waits[moment * phases + phase] = back(taken, cutsMicros, awayMicros) - due;
            }
        }
        Arrays.sort(waits);
        return new WaitDistribution(waits);
    }

    private static double back(double taken, List<Double> cuts, double away) {
        for (double cut : cuts) {
            if (taken >= cut && taken < cut + away) {
                return cut + away;
            }
        }
        return taken;
    }

    /// The given quantile (0 to 1) of the wait, in microseconds.
    double at(double quantile) {
        double rank = Math.clamp(quantile, 0, 1) * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}

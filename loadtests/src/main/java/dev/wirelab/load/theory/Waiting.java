package dev.wirelab.load.theory;

import java.util.Arrays;
import java.util.List;

/// How long messages lie at the lab before their reader takes them: until its next poll, or until
/// it is back. Found by going through the moments at which a message may be due and the phases that
/// a reader's polls may have, all of them equally likely.
final class Waiting {
    private static final int MOMENTS = 1_000;
    private static final int PHASES = 40;

    private final double[] sorted;

    private Waiting(double[] sorted) {
        this.sorted = sorted;
    }

    /// @param durationMicros messages are due from 0 to this, evenly
    /// @param intervalMicros from one poll to the next; 0: readers need not poll
    /// @param cutsMicros when readers go away
    /// @param awayMicros how long; who comes back asks at once
    static Waiting of(
            double durationMicros,
            double intervalMicros,
            List<Double> cutsMicros,
            double awayMicros) {
        double[] waits = new double[MOMENTS * PHASES];
        for (int moment = 0; moment < MOMENTS; moment++) {
            double due = (moment + 0.5) / MOMENTS * durationMicros;
            for (int phase = 0; phase < PHASES; phase++) {
                double first = (phase + 0.5) / PHASES * intervalMicros;
                double taken =
                        intervalMicros == 0
                                ? due
                                : first
                                        + Math.ceil((due - first) / intervalMicros)
                                                * intervalMicros;
                waits[moment * PHASES + phase] = back(taken, cutsMicros, awayMicros) - due;
            }
        }
        Arrays.sort(waits);
        return new Waiting(waits);
    }

    private static double back(double taken, List<Double> cuts, double away) {
        for (double cut : cuts) {
            if (taken >= cut && taken < cut + away) {
                return cut + away;
            }
        }
        return taken;
    }

    /// The wait that a part `quantile` of all messages does not exceed, in microseconds.
    double at(double quantile) {
        double place = Math.clamp(quantile, 0, 1) * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}

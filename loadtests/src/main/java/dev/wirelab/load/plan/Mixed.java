package dev.wirelab.load.plan;

import dev.wirelab.load.text.TextFormat;
import java.util.List;

/// The mixed workload: groups of different sizes, each with a publisher, and pairs that exchange
/// private requests and answers.
///
/// @param groups the readers of each group
/// @param rate messages per second in each group, above 0
/// @param pairs the number of pairs
/// @param pairRate requests of each pair per second, above 0
/// @param textBytes the size of each text
/// @param binary whether the messages are binary content of this size instead of texts
public record Mixed(
        List<Integer> groups,
        double rate,
        int pairs,
        double pairRate,
        int textBytes,
        boolean binary,
        Timing timing)
        implements Workload {
    /// Its name.
    public static final String ID = "mixed";

    /// With texts.
    public Mixed(
            List<Integer> groups,
            double rate,
            int pairs,
            double pairRate,
            int textBytes,
            Timing timing) {
        this(groups, rate, pairs, pairRate, textBytes, false, timing);
    }

    @Override
    public Population population(String runId) {
        Population.Builder builder = new Population.Builder(runId, timing);
        for (int i = 0; i < groups.size(); i++) {
            builder.publisher(builder.group(groups.get(i)), rate, (double) i / groups.size());
        }
        builder.pairs(pairs, pairRate);
        return builder.build();
    }

    @Override
    public boolean isSteady() {
        return true;
    }

    @Override
    public String sentence() {
        return ("groups of %s readers, each with %s messages a second of %s, and %d pairs with %s"
                        + " private requests a second each")
                .formatted(
                        groups, TextFormat.exact(rate), size(), pairs, TextFormat.exact(pairRate));
    }
}

package dev.wirelab.load.plan;

import dev.wirelab.load.text.TextFormat;

/// The private workload: pairs that exchange private requests and immediate answers. Each partner
/// has one session that reads and one that publishes on every transport, so that the number of
/// connections is the same everywhere.
///
/// @param pairs the number of pairs, from 1 to half of [MessageStream#MOST]
/// @param rate requests of each pair per second, above 0
/// @param textBytes the size of each text
/// @param binary whether the messages are binary content of this size instead of texts
public record Private(int pairs, double rate, int textBytes, boolean binary, Timing timing)
        implements Workload {
    /// Its name.
    public static final String ID = "private";

    /// With texts.
    public Private(int pairs, double rate, int textBytes, Timing timing) {
        this(pairs, rate, textBytes, false, timing);
    }

    @Override
    public Population population(String runId) {
        Population.Builder builder = new Population.Builder(runId, timing);
        builder.pairs(pairs, rate);
        return builder.build();
    }

    @Override
    public boolean isSteady() {
        return true;
    }

    @Override
    public String sentence() {
        return "%d pairs, each with %s requests a second of %s, answered immediately"
                .formatted(pairs, TextFormat.exact(rate), size());
    }
}

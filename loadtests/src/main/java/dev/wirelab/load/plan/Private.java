package dev.wirelab.load.plan;

/// The private workload: pairs of people, of whom one asks the other and is answered at once. Each
/// of them has one session that reads and one that speaks, on every transport, so that reading and
/// speaking cost the same number of connections everywhere.
///
/// @param pairs how many pairs, from 1 to half of [Stream#MOST]
/// @param rate questions of each pair a second, above 0
/// @param textBytes the size of each text
public record Private(int pairs, double rate, int textBytes, Timing timing) implements Workload {
    /// Its name.
    public static final String ID = "private";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Cast cast(String runId) {
        Cast.Builder cast = new Cast.Builder(runId, timing);
        cast.pairs(pairs, rate);
        return cast.build();
    }

    @Override
    public boolean isSteady() {
        return true;
    }

    @Override
    public String sentence() {
        return "%d pairs, each with %s questions a second of %d bytes, answered at once"
                .formatted(pairs, Numbers.plain(rate), textBytes);
    }
}

package dev.wirelab.load.plan;

/// The burst workload: in an otherwise idle group several sessions publish several messages each at
/// the same moment.
///
/// @param readers reading sessions, from 1
/// @param speakers sessions that publish at once, from 1
/// @param each messages that each of them publishes in a burst, from 1
/// @param everyMillis the time from one burst to the next
/// @param textBytes the size of each text
/// @param binary whether the messages are binary content of this size instead of texts
public record Burst(
        int readers,
        int speakers,
        int each,
        long everyMillis,
        int textBytes,
        boolean binary,
        Timing timing)
        implements Workload {
    /// Its name.
    public static final String ID = "burst";

    private static final double MILLIS_PER_SECOND = 1e3;

    /// With texts.
    public Burst(
            int readers, int speakers, int each, long everyMillis, int textBytes, Timing timing) {
        this(readers, speakers, each, everyMillis, textBytes, false, timing);
    }

    @Override
    public Population population(String runId) {
        Population.Builder builder = new Population.Builder(runId, timing);
        Population.Builder.Recipients all = builder.group(readers);
        int warmUp = each * bursts(timing.warmUpMillis());
        int messages = each * bursts(timing.durationMillis());
        for (int i = 0; i < speakers; i++) {
            builder.publisher(all, MILLIS_PER_SECOND / everyMillis, each, 0, warmUp, messages);
        }
        return builder.build();
    }

    /// The number of bursts: at least one, unless the time is 0.
    private int bursts(long millis) {
        return millis == 0 ? 0 : Math.toIntExact(Math.ceilDiv(millis, everyMillis));
    }

    @Override
    public String sentence() {
        return "%d readers in one group; every %d ms %d sessions publish %d messages of %s each at once"
                .formatted(readers, everyMillis, speakers, each, size());
    }
}

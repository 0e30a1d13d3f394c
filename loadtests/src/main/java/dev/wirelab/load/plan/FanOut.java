package dev.wirelab.load.plan;

import dev.wirelab.load.text.TextFormat;

/// The fan-out workload: one publisher sends `rate` messages per second to a group with `readers`
/// other sessions.
///
/// @param readers reading sessions, from 1
/// @param rate messages per second, above 0
/// @param textBytes the size of each text, from [dev.wirelab.load.measure.Stamp#MIN_BYTES] to
///   4,096; of binary content to 65,536
/// @param binary whether the messages are binary content of this size instead of texts
public record FanOut(int readers, double rate, int textBytes, boolean binary, Timing timing)
        implements Workload {
    /// Its name.
    public static final String ID = "fan-out";

    /// With texts.
    public FanOut(int readers, double rate, int textBytes, Timing timing) {
        this(readers, rate, textBytes, false, timing);
    }

    @Override
    public Population population(String runId) {
        return oneGroup(runId, readers, rate, timing);
    }

    /// One publisher, one group.
    static Population oneGroup(String runId, int readers, double rate, Timing timing) {
        Population.Builder builder = new Population.Builder(runId, timing);
        builder.publisher(builder.group(readers), rate, 0);
        return builder.build();
    }

    @Override
    public boolean isSteady() {
        return true;
    }

    @Override
    public String sentence() {
        return "%d readers in one group, one publisher, %s messages a second of %s"
                .formatted(readers, TextFormat.exact(rate), size());
    }
}

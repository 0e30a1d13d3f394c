package dev.wirelab.load.plan;

/// The idle workload: nothing is published while it is measured. One message to all readers
/// afterwards checks the connections.
///
/// @param readers idle connections; 0 measures the lab without connections
/// @param textBytes the size of each text
/// @param binary whether the messages are binary content of this size instead of texts
public record Idle(int readers, int textBytes, boolean binary, Timing timing) implements Workload {
    /// Its name.
    public static final String ID = "idle";

    /// With texts.
    public Idle(int readers, int textBytes, Timing timing) {
        this(readers, textBytes, false, timing);
    }

    @Override
    public String folder() {
        return ID + "-" + readers;
    }

    @Override
    public Population population(String runId) {
        Population.Builder builder = new Population.Builder(runId, timing);
        builder.publisher(builder.group(readers), 1, 1, 0, 1, 1);
        return builder.build();
    }

    @Override
    public boolean isQuiet() {
        return true;
    }

    @Override
    public String sentence() {
        return "%d idle connections".formatted(readers);
    }
}

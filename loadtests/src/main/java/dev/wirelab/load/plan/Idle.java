package dev.wirelab.load.plan;

import dev.wirelab.core.protocol.Address;
import java.util.OptionalInt;

/// The idle workload: connections that wait. Nothing is said while it is measured; afterwards one
/// message to all tells whether everyone is still there.
///
/// @param readers how many wait; 0 tells what the lab costs without them
/// @param textBytes the size of each text
public record Idle(int readers, int textBytes, Timing timing) implements Workload {
    /// Its name.
    public static final String ID = "idle";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String folder() {
        return ID + "-" + readers;
    }

    @Override
    public Cast cast(String runId) {
        Cast.Builder cast = new Cast.Builder(runId, timing);
        Address.Group group = cast.groupName(0);
        cast.add(
                new Stream(
                        cast.speakerName(),
                        group,
                        cast.group(group, readers),
                        1,
                        1,
                        0,
                        1,
                        1,
                        OptionalInt.empty()));
        return cast.build();
    }

    @Override
    public boolean isQuiet() {
        return true;
    }

    @Override
    public String sentence() {
        return "%d connections that wait".formatted(readers);
    }
}

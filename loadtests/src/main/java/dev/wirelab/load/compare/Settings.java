package dev.wirelab.load.compare;

import dev.wirelab.load.plan.FanOut;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a comparison is asked.
///
/// @param transports ids of the transports in the order of their runs; one may come again
/// @param workload the same for all of them
/// @param target the HTTP address of a lab that already runs, without a slash at the end; nothing:
///   start one
/// @param labJar where `lab.jar` is, if it was told
/// @param out the folder that gets a folder for this comparison
public record Settings(
        List<String> transports,
        FanOut workload,
        Optional<String> target,
        Optional<Path> labJar,
        Path out) {
    /// Keeps its own copy.
    public Settings {
        transports = List.copyOf(transports);
    }
}

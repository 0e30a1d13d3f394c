package dev.wirelab.lab.config;

import java.nio.file.Path;
import java.util.Optional;

/// What the page offers beside the chat.
///
/// @param results the folder of the load program's results, which need not be there
/// @param loadJar where the load program is, if that was told
/// @param robot whether a robot is there from the start
public record SiteOptions(Path results, Optional<Path> loadJar, boolean robot) {
    /// The defaults of the command line.
    public static final SiteOptions DEFAULTS =
            new SiteOptions(Path.of("results"), Optional.empty(), false);
}

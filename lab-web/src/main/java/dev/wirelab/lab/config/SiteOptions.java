package dev.wirelab.lab.config;

import java.nio.file.Path;
import java.util.Optional;

/// The options of the page besides the chat.
///
/// @param results the folder of the load program's results, which need not exist
/// @param loadJar the load program; if empty, it is searched for
/// @param robot whether the lab starts with a robot
public record SiteOptions(Path results, Optional<Path> loadJar, boolean robot) {
    /// The defaults of the command line.
    public static final SiteOptions DEFAULTS =
            new SiteOptions(Path.of("results"), Optional.empty(), false);
}

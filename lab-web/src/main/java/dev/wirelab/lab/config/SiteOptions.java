package dev.wirelab.lab.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// The options of the page besides the chat.
///
/// @param results the folder of the load generator's results, which need not exist
/// @param loadJar the load generator; if empty, it is searched for
/// @param robot whether the lab starts with a robot
/// @param publicUrl where people open the page, if a proxy has put it elsewhere; with or without a
///   path
/// @param classroom the class, if there is one
public record SiteOptions(
        Path results,
        Optional<Path> loadJar,
        boolean robot,
        Optional<URI> publicUrl,
        Optional<ClassOptions> classroom) {
    /// The defaults of the command line.
    public static final SiteOptions DEFAULTS =
            new SiteOptions(Path.of("results"), Optional.empty(), false);

    /// Options without a class.
    public SiteOptions(
            Path results, Optional<Path> loadJar, boolean robot, Optional<URI> publicUrl) {
        this(results, loadJar, robot, publicUrl, Optional.empty());
    }

    /// Options without a public address and a class.
    public SiteOptions(Path results, Optional<Path> loadJar, boolean robot) {
        this(results, loadJar, robot, Optional.empty(), Optional.empty());
    }
}

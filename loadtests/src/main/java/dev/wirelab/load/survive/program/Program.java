package dev.wirelab.load.survive.program;

import dev.wirelab.load.lab.CannotStartException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A program of this machine that some faults need; Debian has a package of its name.
public enum Program {
    /// A reverse proxy.
    NGINX("nginx"),
    /// A reverse proxy and balancer.
    HAPROXY("haproxy"),
    /// The log that several nodes share.
    REDIS("redis-server");

    /// Where such programs are, although they are not in everyone's `PATH`.
    private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/local/sbin");

    private final String id;

    Program(String id) {
        this.id = id;
    }

    /// The name of the program.
    public String id() {
        return id;
    }

    /// Where it is; empty if it is not installed.
    public Optional<Path> path() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), FOLDERS.stream())
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, id))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Where it is.
    ///
    /// @throws CannotStartException if it is not installed
    Path require() throws CannotStartException {
        return path().orElseThrow(() ->
                new CannotStartException(
                        "%s is not installed (Debian: apt-get install %s)".formatted(id, id)));
    }
}

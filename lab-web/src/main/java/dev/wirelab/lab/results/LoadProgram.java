package dev.wirelab.lab.results;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the load generator and builds its command line, a list of arguments without a shell.
final class LoadProgram {
    private static final String NAME = "lab-load.jar";

    private final Optional<Path> given;

    /// @param given its jar; if empty, it is searched for
    LoadProgram(Optional<Path> given) {
        this.given = given;
    }

    /// The command line of a comparison.
    ///
    /// @param out the folder for results
    /// @throws Refusal `not_found` if there is no load generator
    List<String> compare(Path out, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", find().toString(), "compare"));
        command.addAll(options);
        command.addAll(List.of("--out", out.toString()));
        own().filter(LoadProgram::isJar)
                .ifPresent(lab -> command.addAll(List.of("--lab-jar", lab.toString())));
        return command;
    }

    private Path find() {
        List<Path> places = new ArrayList<>();
        given.ifPresent(places::add);
        if (given.isEmpty()) {
            own().map(Path::getParent)
                    .ifPresent(here -> {
                        places.add(here.resolve(NAME));
                        places.add(
                                here.resolve("../../loadtests/target").resolve(NAME).normalize());
                    });
        }
        return places.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() ->
                        new Refusal(
                                ErrorCode.NOT_FOUND,
                                "there is no "
                                        + NAME
                                        + (given.isPresent() ? " at the place of --load-jar" : "")
                                        + ": './lab build' makes it, --load-jar names another place"));
    }

    /// The jar or the folder that this class was loaded from.
    private static Optional<Path> own() {
        CodeSource source = LoadProgram.class.getProtectionDomain().getCodeSource();
        try {
            return source == null
                    ? Optional.empty()
                    : Optional.of(Path.of(source.getLocation().toURI()).toAbsolutePath());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isJar(Path path) {
        return path.toString().endsWith(".jar");
    }
}

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

/// Where the load program is, and how it is called: by a list of arguments, without a shell.
final class LoadProgram {
    private static final String NAME = "lab-load.jar";

    private final Optional<Path> told;

    /// @param told where it is, if that was told
    LoadProgram(Optional<Path> told) {
        this.told = told;
    }

    /// The command line of a comparison.
    ///
    /// @param out where results go
    /// @throws Refusal `not_found` if there is no load program
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
        told.ifPresent(places::add);
        if (told.isEmpty()) {
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
                                        + (told.isPresent() ? " where it was said to be" : "")
                                        + ": './lab build' makes it, --load-jar says where it is"));
    }

    /// The jar, or the folder of classes, that this class comes from.
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

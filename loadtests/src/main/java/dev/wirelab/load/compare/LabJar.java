package dev.wirelab.load.compare;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Finds the server program.
public final class LabJar {
    private static final String ENVIRONMENT = "WIRELAB_LAB_JAR";
    private static final String NAME = "lab.jar";

    private LabJar() {}

    /// Where `lab.jar` is: as told, as the environment says, beside this program, or where the
    /// build puts it.
    ///
    /// @throws CannotBeginException if it is at none of these places
    public static Path find(Optional<Path> told) throws CannotBeginException {
        String environment = System.getenv(ENVIRONMENT);
        if (told.isPresent() || environment != null) {
            Path jar = told.orElseGet(() -> Path.of(Objects.requireNonNull(environment)));
            if (!Files.isRegularFile(jar)) {
                throw new CannotBeginException("there is no lab.jar at " + jar);
            }
            return jar;
        }
        Path here = programFolder();
        List<Path> places =
                List.of(here.resolve(NAME), here.resolve("../../lab-web/target").resolve(NAME));
        for (Path place : places) {
            if (Files.isRegularFile(place)) {
                return place.normalize();
            }
        }
        throw new CannotBeginException(
                "there is no lab.jar beside this program; build it, or name it with --lab-jar");
    }

    /// The folder of the jar, or of the classes' folder, that this class comes from.
    private static Path programFolder() {
        try {
            Path code =
                    Path.of(
                            LabJar.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return Objects.requireNonNull(code.toAbsolutePath().getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.wirelab.load.lab;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Finds the server program.
public final class LabJar {
    private static final String VARIABLE = "WIRELAB_LAB_JAR";
    private static final String NAME = "lab.jar";

    private LabJar() {}

    /// The path of `lab.jar`: as given, from the environment variable `WIRELAB_LAB_JAR`, beside
    /// this program, or where the build puts it.
    ///
    /// @throws CannotStartException if it is at none of these places
    public static Path find(Optional<Path> given) throws CannotStartException {
        Optional<Path> named =
                given.or(() -> Optional.ofNullable(System.getenv(VARIABLE)).map(Path::of));
        if (named.isPresent()) {
            if (!Files.isRegularFile(named.get())) {
                throw new CannotStartException("there is no lab.jar at " + named.get());
            }
            return named.get();
        }
        Path here = programFolder();
        for (Path jar :
                List.of(here.resolve(NAME), here.resolve("../../lab-web/target").resolve(NAME))) {
            if (Files.isRegularFile(jar)) {
                return jar.normalize();
            }
        }
        throw new CannotStartException(
                "there is no lab.jar beside this program; build it, or name it with --lab-jar");
    }

    /// The folder of the jar, or of the folder with the classes, that contains this class.
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

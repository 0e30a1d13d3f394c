package dev.wirelab.load;

import dev.wirelab.load.compare.CannotBeginException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that say which lab is measured and where results go.
final class PlaceOptions {
    @Option(
            names = "--target",
            paramLabel = "URL",
            description = "a lab that already runs, such as http://127.0.0.1:7070")
    private @Nullable String target;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "the key of that lab, which it printed when it started (default: WIRELAB_KEY, or"
                            + " for a lab on this machine the file that it wrote)")
    private @Nullable String key;

    @Mixin private LabOptions lab = new LabOptions();

    /// The address of a lab that already runs, without a slash at the end; nothing: start one.
    Optional<String> target() throws CannotBeginException {
        return target == null ? Optional.empty() : Optional.of(address(target));
    }

    /// The key of a lab that already runs, if it was given.
    Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /// The server program, if it was told.
    Optional<Path> labJar() {
        return lab.jar();
    }

    /// The folder that gets a folder for each result.
    Path out() {
        return lab.out();
    }

    private static String address(String target) throws CannotBeginException {
        try {
            URI uri = URI.create(target);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                return "http://" + uri.getAuthority();
            }
        } catch (IllegalArgumentException e) {
            // Told below, like every other address that is none.
        }
        throw new CannotBeginException(
                "--target must be an address such as http://127.0.0.1:7070, not '" + target + "'");
    }
}

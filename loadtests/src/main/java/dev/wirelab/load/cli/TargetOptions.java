package dev.wirelab.load.cli;

import dev.wirelab.load.lab.CannotStartException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that select the lab to be measured and the folder for results.
final class TargetOptions {
    @Option(
            names = "--target",
            paramLabel = "URL",
            description = "a lab that is already running, such as http://127.0.0.1:7070")
    private @Nullable String target;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "the key of that lab, which it printed when it started (default: WIRELAB_KEY, or"
                            + " for a lab on this machine the file that it wrote)")
    private @Nullable String key;

    @Mixin private StartOptions lab = new StartOptions();

    /// The address of a lab that is already running, without a slash at the end; empty: start one.
    Optional<String> target() throws CannotStartException {
        if (target == null) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(target);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                return Optional.of("http://" + uri.getAuthority());
            }
        } catch (IllegalArgumentException e) {
            // Reported below, as every other invalid address.
        }
        throw new CannotStartException(
                "--target must be an address such as http://127.0.0.1:7070, not '" + target + "'");
    }

    /// The key of a lab that is already running, if it was given.
    Optional<String> key() {
        return Optional.ofNullable(key);
    }

    StartOptions lab() {
        return lab;
    }
}

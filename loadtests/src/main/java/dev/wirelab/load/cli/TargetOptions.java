package dev.wirelab.load.cli;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.measure.AccessCode;
import dev.wirelab.load.measure.TrustedCertificates;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that select the lab to be measured and the folder for results.
final class TargetOptions {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    @Option(
            names = "--target",
            paramLabel = "URL",
            description =
                    "a lab that is already running, such as http://127.0.0.1:7070, or over TLS, such as"
                            + " https://127.0.0.1:7443")
    private @Nullable String target;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "the certificate of an https target, or of its authority, in PEM (default: what Java"
                            + " trusts, and the development certificate on this machine)")
    private @Nullable Path certificate;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "the key of that lab, which it printed when it started (default: WIRELAB_KEY, or"
                            + " for a lab on this machine the file that it wrote)")
    private @Nullable String key;

    @Option(
            names = "--access-code",
            paramLabel = "CODE",
            description =
                    "the access code of that lab, if it demands one (default: WIRELAB_ACCESS_CODE, which"
                            + " others cannot see in the list of processes)")
    private @Nullable String accessCode;

    @Mixin private StartOptions lab = new StartOptions();

    /// The address of a lab that is already running, without a slash at the end; empty: start one.
    Optional<String> target() throws CannotStartException {
        OptionChecks.check(accessCode == null || target != null, "--access-code needs --target");
        OptionChecks.check(certificate == null || isHttps(), "--ca needs --target https://…");
        if (target == null) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(target);
            if (SCHEMES.contains(String.valueOf(uri.getScheme())) && uri.getHost() != null) {
                String path = uri.getRawPath().replaceFirst("/+$", "");
                return Optional.of(uri.getScheme() + "://" + uri.getAuthority() + path);
            }
        } catch (IllegalArgumentException e) {
            // Reported below, as every other invalid address.
        }
        throw new CannotStartException(
                "--target must be an address such as http://127.0.0.1:7070, not '" + target + "'");
    }

    /// Whether that lab is reached over TLS.
    boolean isHttps() {
        return target != null && target.startsWith("https:");
    }

    /// What is accepted as its certificate; null: it is not reached over TLS.
    ///
    /// @throws CannotStartException if a file cannot be used
    @Nullable TrustedCertificates trusted() throws CannotStartException {
        if (!isHttps()) {
            return null;
        }
        TrustedCertificates trusted =
                new TrustedCertificates(
                        certificate == null ? null : certificate.toAbsolutePath().toString());
        try {
            var _ = trusted.managers();
            return trusted;
        } catch (IOException e) {
            throw new CannotStartException(String.valueOf(e.getMessage()));
        }
    }

    /// The key of a lab that is already running, if it was given.
    Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /// What is presented as the access code of that lab; null: nothing.
    @Nullable String accessCode() {
        return accessCode == null ? AccessCode.inEnvironment().orElse(null) : accessCode;
    }

    StartOptions lab() {
        return lab;
    }
}

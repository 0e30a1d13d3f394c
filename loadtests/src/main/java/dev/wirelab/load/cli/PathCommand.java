package dev.wirelab.load.cli;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.measure.AccessCode;
import dev.wirelab.load.measure.TrustedCertificates;
import dev.wirelab.load.path.LabUrl;
import dev.wirelab.load.path.PathDiagnosis;
import dev.wirelab.load.path.PathResult;
import dev.wirelab.load.path.PathText;
import dev.wirelab.load.result.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Diagnoses the way to a lab.
@Command(
        name = "path",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Diagnoses the way from here to a lab: what proxies do to upgrades, streams, idle"
                    + " connections and header fields, what connections cost, and the lines of a"
                    + " proxy's configuration that mend what is wrong.",
            "",
            "Exit code 0: fine; 1: something has to be mended; 2: an option is invalid, or no lab"
                    + " answers at URL; 3: it failed.",
            ""
        })
final class PathCommand implements Callable<Integer> {
    private static final int LONGEST_IDLE = 3_600;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "URL",
            description = "where the lab is, such as https://example.org/lab")
    private String url = "";

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            description =
                    "how long connections and polls are left idle (default: ${DEFAULT-VALUE})")
    private int idle = 20;

    @Option(
            names = "--access-code",
            paramLabel = "CODE",
            description =
                    "the access code of the lab (default: WIRELAB_ACCESS_CODE, which others cannot"
                            + " see in the list of processes)")
    private @Nullable String code;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "the certificate of an https address, or of its authority, in PEM (default: what"
                            + " Java trusts, and the development certificate on this machine)")
    private @Nullable Path certificate;

    @Option(names = "--json", paramLabel = "FILE", description = "also write the result as JSON")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            LabUrl lab = url();
            OptionChecks.inRange("--idle", idle, 1, LONGEST_IDLE);
            OptionChecks.check(json == null || isWritable(json), "cannot write to " + json);
            PathDiagnosis diagnosis =
                    new PathDiagnosis(
                            lab,
                            idle,
                            code == null ? AccessCode.inEnvironment().orElse(null) : code,
                            trusted(lab));
            progress("this takes some %d s".formatted(idle + 3));
            return report(diagnosis.run());
        } catch (CannotStartException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private LabUrl url() throws CannotStartException {
        try {
            return LabUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw new CannotStartException(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable TrustedCertificates trusted(LabUrl lab) throws CannotStartException {
        OptionChecks.check(certificate == null || lab.isSecure(), "--ca needs an https address");
        if (!lab.isSecure()) {
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

    private static boolean isWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return !Files.isDirectory(file) && folder != null && Files.isWritable(folder);
    }

    private int report(PathResult result) throws IOException {
        spec.commandLine().getOut().print(PathText.of(result));
        spec.commandLine().getOut().flush();
        if (json != null) {
            RunFiles.json().writeValue(json.toFile(), result.json());
        }
        return result.isFine() ? LoadMain.EXIT_OK : LoadMain.EXIT_IMPERFECT;
    }

    private void progress(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }
}

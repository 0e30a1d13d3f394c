package dev.wirelab.load.cli;

import dev.wirelab.load.claims.Claim;
import dev.wirelab.load.claims.ClaimResult;
import dev.wirelab.load.claims.Claims;
import dev.wirelab.load.claims.ClaimsReport;
import dev.wirelab.load.claims.ClaimsResult;
import dev.wirelab.load.claims.ClaimsRun;
import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.lab.LabJar;
import dev.wirelab.load.lab.MeasuredLab;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Tests well-known statements by experiments.
@Command(
        name = "claims",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Tests well-known statements about these transports by experiments against a lab"
                    + " that it starts. For each it prints the statement and its source, the verdict,"
                    + " the measurements and an explanation.",
            "",
            "Exit code 0: every claim was tested, whatever the verdicts; 2: an option is invalid or the"
                    + " lab does not start; 3: an experiment failed, and the results so far are on"
                    + " disk.",
            ""
        })
final class ClaimsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "ID",
            description = "the claims to test, in this order, separated by commas (default: all)")
    private @Nullable List<String> only;

    @Option(names = "--list", description = "print the claims with their sources, and test none")
    private boolean list;

    @Mixin private StartOptions lab = new StartOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            List<Claim> claims = claims();
            return list ? print(claims) : test(claims);
        } catch (CannotStartException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<Claim> claims() throws CannotStartException {
        if (only == null) {
            return Claims.all();
        }
        for (String id : only) {
            OptionChecks.check(
                    Claims.byId(id).isPresent(),
                    "there is no claim '%s'; there are %s".formatted(id, Claims.ids()));
        }
        return only.stream().distinct().flatMap(id -> Claims.byId(id).stream()).toList();
    }

    private int print(List<Claim> claims) {
        PrintWriter text = spec.commandLine().getOut();
        for (Claim claim : claims) {
            text.println(claim.id());
            text.println("  " + claim.claimed());
            text.println("  " + claim.source());
        }
        text.flush();
        return LoadMain.EXIT_OK;
    }

    private int test(List<Claim> claims)
            throws CannotStartException, IOException, InterruptedException {
        Path jar = LabJar.find(lab.jar());
        Path folder = OutputFolder.create(lab.out());
        List<String> options = new ArrayList<>();
        if (Claims.needTls(claims)) {
            options.addAll(MeasuredLab.TLS_PORTS);
        }
        if (Claims.needHttp2(claims)) {
            options.add(MeasuredLab.HTTP2);
        }
        try (MeasuredLab started = MeasuredLab.start(jar, folder.resolve("lab.log"), options)) {
            long seconds = ClaimsRun.estimate(claims).toSeconds();
            progress("%d claims, about %d s in all".formatted(claims.size(), seconds));
            ClaimsRun run = new ClaimsRun(claims, folder, this::progress, this::print);
            ClaimsResult result = execute(run, started, folder);
            progress(
                    "results are in %s: %s, %s"
                            .formatted(folder, ClaimsReport.MARKDOWN, ClaimsReport.JSON));
            return result.isComplete() ? LoadMain.EXIT_OK : LoadMain.EXIT_FAILED;
        }
    }

    private static ClaimsResult execute(ClaimsRun run, MeasuredLab lab, Path folder)
            throws IOException, InterruptedException {
        try {
            return run.execute(lab);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; the results so far are in " + folder, e);
        }
    }

    private void print(ClaimResult result) {
        PrintWriter text = spec.commandLine().getOut();
        text.println(ClaimsReport.text(result));
        text.flush();
    }

    private void progress(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }
}

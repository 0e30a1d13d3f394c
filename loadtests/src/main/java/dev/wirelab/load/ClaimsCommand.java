package dev.wirelab.load;

import dev.wirelab.load.claims.Claim;
import dev.wirelab.load.claims.Claims;
import dev.wirelab.load.claims.ClaimsFiles;
import dev.wirelab.load.claims.ClaimsResult;
import dev.wirelab.load.claims.ClaimsRun;
import dev.wirelab.load.claims.ClaimsText;
import dev.wirelab.load.compare.CannotBeginException;
import dev.wirelab.load.compare.Lab;
import dev.wirelab.load.compare.LabJar;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Puts well-known statements to the test.
@Command(
        name = "claims",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Reruns well-known statements about polling, WebSocket and TCP as experiments against a lab"
                    + " that it starts, and tells what was claimed, what was measured, and why.",
            "",
            "Exit code 0: every claim was tried, whatever the verdicts; 2: an option will not do or the"
                    + " lab does not start; 3: an experiment failed, and what was found is on disk.",
            ""
        })
final class ClaimsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "ID",
            description = "which claims, in this order, with commas between (default: all)")
    private @Nullable List<String> only;

    @Option(names = "--list", description = "tell the claims and who made them, and try none")
    private boolean list;

    @Mixin private LabOptions lab = new LabOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            List<Claim> claims = claims();
            return list ? tell(claims) : attempt(claims);
        } catch (CannotBeginException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<Claim> claims() throws CannotBeginException {
        if (only == null) {
            return Claims.all();
        }
        for (String id : only) {
            Demands.demand(
                    Claims.byId(id).isPresent(),
                    "there is no claim '%s'; there are %s".formatted(id, Claims.ids()));
        }
        return only.stream().distinct().flatMap(id -> Claims.byId(id).stream()).toList();
    }

    private int tell(List<Claim> claims) {
        PrintWriter text = spec.commandLine().getOut();
        for (Claim claim : claims) {
            text.println(claim.statement().id());
            text.println("  " + claim.statement().claimed());
            text.println("  " + claim.statement().source());
        }
        text.flush();
        return LoadMain.EXIT_OK;
    }

    private int attempt(List<Claim> claims)
            throws CannotBeginException, IOException, InterruptedException {
        Path jar = LabJar.find(lab.jar());
        Path folder = ResultFolder.make(lab.out());
        try (Lab started = Lab.start(jar, folder.resolve("lab.log"))) {
            line(
                    "%d claims, about %d s in all"
                            .formatted(claims.size(), ClaimsRun.about(claims).toSeconds()));
            ClaimsRun run =
                    new ClaimsRun(
                            claims,
                            folder,
                            this::line,
                            trial -> {
                                spec.commandLine().getOut().println(ClaimsText.of(trial));
                                spec.commandLine().getOut().flush();
                            });
            ClaimsResult result = execute(run, started, folder);
            line("results are in %s: %s, %s".formatted(folder, ClaimsFiles.PAGE, ClaimsFiles.DATA));
            return result.isComplete() ? LoadMain.EXIT_OK : LoadMain.EXIT_FAILED;
        }
    }

    private static ClaimsResult execute(ClaimsRun run, Lab lab, Path folder)
            throws IOException, InterruptedException {
        try {
            return run.execute(lab);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; what was found is in " + folder, e);
        }
    }

    private void line(String text) {
        spec.commandLine().getErr().println(text);
        spec.commandLine().getErr().flush();
    }
}

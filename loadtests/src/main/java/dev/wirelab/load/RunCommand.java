package dev.wirelab.load;

import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.result.RunState;
import dev.wirelab.load.run.Runner;
import dev.wirelab.load.theory.TransportVariant;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// One run in this process; how a comparison starts its runs, since a process can run Gatling once.
@Command(name = "run", hidden = true, description = "Executes one run (used by compare).")
final class RunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "where spec.json is and results go")
    private Path folder = Path.of(".");

    @Option(names = Runner.NO_REPORT, description = "do not write Gatling's report")
    private boolean noReport;

    @Override
    public Integer call() throws Exception {
        RunSpec spec =
                RunFiles.json().readValue(folder.resolve("spec.json").toFile(), RunSpec.class);
        TransportVariant variant =
                TransportVariant.byId(spec.protocol())
                        .orElseThrow(() -> new IllegalArgumentException("no such transport"));
        RunResult result = new Runner(spec, variant, folder, System.out).execute(!noReport);
        return result.state() == RunState.COMPLETE ? LoadMain.EXIT_OK : LoadMain.EXIT_FAILED;
    }
}

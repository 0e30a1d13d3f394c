package dev.wirelab.load.run;

import dev.wirelab.load.lab.ChildProcess;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The entry point of a process that executes one run: a process can run Gatling once only.
/// Arguments: the folder with `spec.json`, which receives the result, and optionally
/// [Runner#NO_REPORT].
public final class RunMain {
    private RunMain() {}

    /// Executes the run and exits.
    public static void main(String[] args) throws IOException, InterruptedException {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        ChildProcess.endWithParent();
        Path folder = Path.of(args[0]);
        RunSpec spec =
                RunFiles.json().readValue(folder.resolve("spec.json").toFile(), RunSpec.class);
        TransportVariant variant =
                Optional.ofNullable(spec.server())
                        .map(TransportVariant::of)
                        .or(() -> TransportVariant.byId(spec.protocol()))
                        .orElseThrow(() -> new IllegalArgumentException("no such transport"));
        boolean report = !List.of(args).contains(Runner.NO_REPORT);
        new Runner(spec, variant, folder, System.out).execute(report);
        System.exit(0);
    }
}

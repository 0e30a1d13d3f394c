package dev.wirelab.load.compare;

import dev.wirelab.load.LoadMain;
import dev.wirelab.load.gatling.OfflinePreferences;
import dev.wirelab.load.measure.LabKey;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.run.ProgressLines;
import dev.wirelab.load.run.Runner;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// One run in a process of its own, bounded in time.
final class RunProcess {
    /// The options of its JVM that change what it measures. A run is short and shares its cores
    /// with the lab: optimising compilers would cost it more than their code brings
    /// (docs/measuring.md has the figures).
    static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=1");

    private static final String LOG = "gatling.log";

    private final RunSpec spec;
    private final TransportVariant protocol;
    private final Path folder;
    private final Child child;

    /// Starts it.
    ///
    /// @param folder where its files go; made here
    /// @param progress told each progress line, without its prefix
    RunProcess(RunSpec spec, TransportVariant protocol, Path folder, Consumer<String> progress)
            throws IOException {
        this(spec, protocol, folder, progress, List.of());
    }

    /// Starts one of which nobody wants to see Gatling's report.
    static RunProcess withoutReport(RunSpec spec, TransportVariant protocol, Path folder)
            throws IOException {
        return new RunProcess(spec, protocol, folder, _ -> {}, List.of(Runner.NO_REPORT));
    }

    private RunProcess(
            RunSpec spec,
            TransportVariant protocol,
            Path folder,
            Consumer<String> progress,
            List<String> options)
            throws IOException {
        this.spec = spec;
        this.protocol = protocol;
        this.folder = folder;
        Files.createDirectories(folder);
        RunFiles.json().writeValue(folder.resolve("spec.json").toFile(), spec);
        String key = spec.target().key();
        this.child =
                new Child(
                        arguments(options),
                        key == null ? Map.of() : Map.of(LabKey.VARIABLE, key),
                        folder.resolve(LOG),
                        line -> {
                            if (line.startsWith(ProgressLines.PREFIX)) {
                                progress.accept(line.substring(ProgressLines.PREFIX.length()));
                            }
                        });
    }

    private List<String> arguments(List<String> options) {
        List<String> arguments = new ArrayList<>(FLAGS);
        arguments.addAll(
                List.of(
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.util.prefs.PreferencesFactory="
                                + OfflinePreferences.class.getName(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadMain.class.getName(),
                        "run",
                        folder.toAbsolutePath().toString()));
        arguments.addAll(options);
        return arguments;
    }

    /// What it measured, once it has ended; nothing if it left nothing.
    Optional<RunResult> await() throws IOException, InterruptedException {
        child.await(spec.processLimit(protocol.transport().longestDelay(spec.workload().timing())));
        return RunFiles.readJson(folder);
    }

    /// The last thing that it said, to tell why it left nothing.
    String lastLine() throws IOException {
        List<String> lines =
                Files.readAllLines(folder.resolve(LOG)).stream()
                        .filter(line -> !line.startsWith(ProgressLines.PREFIX))
                        .toList();
        return lines.isEmpty() ? "it said nothing" : lines.getLast();
    }

    void stop() {
        child.stop();
    }

    void close() {
        child.close();
    }
}

package dev.wirelab.load.compare;

import dev.wirelab.load.gatling.OfflinePreferences;
import dev.wirelab.load.lab.ChildProcess;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.link.Launcher;
import dev.wirelab.load.link.OpenLink;
import dev.wirelab.load.measure.AccessCode;
import dev.wirelab.load.measure.LabKey;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.run.ProgressLines;
import dev.wirelab.load.run.RunMain;
import dev.wirelab.load.run.Runner;
import dev.wirelab.load.server.DescribedTransport;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/// One run in a process of its own, limited in time.
final class RunProcess implements AutoCloseable {
    /// The options of its JVM that affect the measurement. A run is short and shares its cores with
    /// the lab: optimising compilers would cost more than they gain, and half of the cores is left
    /// to the lab (docs/decisions/0007).
    static final List<String> FLAGS =
            List.of(
                    "-XX:TieredStopAtLevel=1",
                    "-Dio.netty.eventLoopThreads="
                            + Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    /// The property of this JVM and a run's with which a test slows the client down.
    private static final String SLOWED = "wirelab.client.delayNanos";

    private static final String LOG = "gatling.log";

    private final Duration limit;
    private final Path folder;
    private final ChildProcess child;

    /// What to run against a lab, or against the variant's own server.
    static RunSpec spec(
            String runId, TransportVariant variant, MeasuredLab lab, Workload workload) {
        DescribedTransport described = variant.transport().described().orElse(null);
        return described == null
                ? new RunSpec(
                        runId,
                        variant.id(),
                        lab.clientTarget(),
                        lab.pid().orElse(null),
                        workload,
                        null,
                        lab.link().map(link -> link.access(lab.target())).orElse(null))
                : new RunSpec(
                        runId,
                        variant.id(),
                        new Target(described.address(), Map.of()),
                        null,
                        workload,
                        described,
                        null);
    }

    /// Starts it.
    ///
    /// @param folder the folder for its files, which is created
    /// @param progress called for each progress line, without the prefix
    RunProcess(RunSpec spec, TransportVariant variant, Path folder, Consumer<String> progress)
            throws IOException {
        this(spec, variant, folder, progress, List.of(), Launcher.PLAIN);
    }

    /// Starts it at the clients' end of a link.
    static RunProcess over(
            Optional<OpenLink> link,
            RunSpec spec,
            TransportVariant variant,
            Path folder,
            Consumer<String> progress)
            throws IOException {
        Launcher launcher = link.map(OpenLink::clients).orElse(Launcher.PLAIN);
        return new RunProcess(spec, variant, folder, progress, List.of(), launcher);
    }

    /// Starts one that writes no Gatling report.
    static RunProcess withoutReport(RunSpec spec, TransportVariant variant, Path folder)
            throws IOException {
        return withoutReport(spec, variant, folder, _ -> {});
    }

    /// The same with progress lines.
    static RunProcess withoutReport(
            RunSpec spec, TransportVariant variant, Path folder, Consumer<String> progress)
            throws IOException {
        return new RunProcess(
                spec, variant, folder, progress, List.of(Runner.NO_REPORT), Launcher.PLAIN);
    }

    private RunProcess(
            RunSpec spec,
            TransportVariant variant,
            Path folder,
            Consumer<String> progress,
            List<String> options,
            Launcher launcher)
            throws IOException {
        this.limit = spec.processLimit(variant.transport().longestDelay(spec.workload().timing()));
        this.folder = folder;
        Files.createDirectories(folder);
        RunFiles.json().writeValue(folder.resolve("spec.json").toFile(), spec);
        this.child =
                new ChildProcess(
                        arguments(options),
                        secrets(spec.target()),
                        folder.resolve(LOG),
                        line -> {
                            if (line.startsWith(ProgressLines.PREFIX)) {
                                progress.accept(line.substring(ProgressLines.PREFIX.length()));
                            }
                        },
                        launcher);
    }

    /// What the run must know and no file may contain.
    private static Map<String, String> secrets(Target target) {
        Map<String, String> secrets = new HashMap<>();
        if (target.key() != null) {
            secrets.put(LabKey.VARIABLE, target.key());
        }
        // Only the lab is shown the code: not the null server, and no other.
        secrets.put(AccessCode.VARIABLE, Objects.requireNonNullElse(target.accessCode(), ""));
        return secrets;
    }

    private List<String> arguments(List<String> options) {
        List<String> arguments = new ArrayList<>(FLAGS);
        String slowed = System.getProperty(SLOWED);
        if (slowed != null) {
            arguments.add("-D" + SLOWED + "=" + slowed);
        }
        arguments.addAll(
                List.of(
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.util.prefs.PreferencesFactory="
                                + OfflinePreferences.class.getName(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RunMain.class.getName(),
                        folder.toAbsolutePath().toString()));
        arguments.addAll(options);
        return arguments;
    }

    /// Its result, once the process has ended; empty if it has none.
    Optional<RunResult> await() throws IOException, InterruptedException {
        child.await(limit);
        return RunFiles.readJson(folder);
    }

    /// The last line of its output, which explains why it has no result.
    String lastLine() throws IOException {
        return Files.readAllLines(folder.resolve(LOG)).stream()
                .filter(line -> !line.startsWith(ProgressLines.PREFIX))
                .reduce("it printed nothing", (_, line) -> line);
    }

    void stop() {
        child.stop();
    }

    @Override
    public void close() {
        child.close();
    }
}

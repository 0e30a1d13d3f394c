package dev.wirelab.load.run;

import dev.wirelab.load.environment.Environment;
import dev.wirelab.load.measure.LabApi;
import dev.wirelab.load.measure.MeterSource;
import dev.wirelab.load.measure.ProcessTree;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.result.Histograms;
import dev.wirelab.load.result.HttpNames;
import dev.wirelab.load.result.InjectorCheck;
import dev.wirelab.load.result.Percentiles;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.result.RunState;
import dev.wirelab.load.theory.TransportVariant;
import io.gatling.app.Gatling$;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReentrantLock;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Executes one run in this process. A process can execute one only, since Gatling starts and ends
/// with it. If the process is terminated, the result so far is written as partial.
public final class Runner {
    /// The option, ours and Gatling's, that omits Gatling's report.
    public static final String NO_REPORT = "--no-reports";

    private final RunSpec spec;
    private final Path folder;
    private final LoadRun run;
    private final MeterSource lab;
    private final RunController controller;
    private final long startMillis = System.currentTimeMillis();
    private final double loadAverage = Environment.currentLoad();
    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable RunResult written;

    /// @param folder the folder for the run's files
    /// @param progress receives the progress lines
    /// @throws IOException if the certificates to be trusted cannot be read
    public Runner(RunSpec spec, TransportVariant variant, Path folder, PrintStream progress)
            throws IOException {
        this.spec = spec;
        this.folder = folder;
        this.run = new LoadRun(spec, variant);
        this.lab = meters(spec, run);
        this.controller = new RunController(run, lab, progress);
    }

    private static MeterSource meters(RunSpec spec, LoadRun run) throws IOException {
        if (spec.server() == null) {
            return spec.link() == null
                    ? new LabApi(spec.target())
                    : new LabApi(spec.link().control());
        }
        Long pid = spec.server().pid();
        return new ClientMeters(
                run.traffic, pid == null ? null : new ProcessTree(pid), run::arrivals);
    }

    /// Executes the run and writes its files.
    ///
    /// @param report whether Gatling writes its report
    /// @throws IOException if a file could not be written
    public RunResult execute(boolean report) throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::writePartial, "cut-off"));
        LoadSimulation.prepare(run);
        Thread controlling = Thread.ofVirtual().name("controller").start(this::control);
        Path reports = Files.createTempDirectory(folder, "gatling-");
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--simulation",
                                LoadSimulation.class.getName(),
                                "--results-folder",
                                reports.toAbsolutePath().toString(),
                                "--run-description",
                                spec.workload().id() + " over " + spec.protocol()));
        if (!report) {
            arguments.add(NO_REPORT);
        }
        Gatling$.MODULE$.fromArgs(arguments.toArray(String[]::new));
        controlling.interrupt();
        controlling.join();
        RunFiles.adoptReport(reports, folder);
        lab.close();
        return write();
    }

    private void control() {
        try {
            controller.execute();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writePartial() {
        try {
            write();
        } catch (IOException e) {
            System.err.println("could not write the result: " + e.getMessage());
        }
    }

    private RunResult write() throws IOException {
        writing.lock();
        try {
            if (written == null) {
                Map<Quantity, Histogram> histograms = run.latencies.drain();
                Histograms.write(folder, histograms, startMillis, System.currentTimeMillis());
                RunFiles.writeTimeline(folder, run.timeline.seconds());
                RunResult result = result(histograms);
                RunFiles.writeJson(folder, result);
                written = result;
            }
            return written;
        } finally {
            writing.unlock();
        }
    }

    private RunResult result(Map<Quantity, Histogram> histograms) {
        Map<String, Percentiles> percentiles = Histograms.percentiles(histograms);
        MeterRecorder recorder = controller.recorder();
        boolean complete = controller.isComplete();
        String problem = controller.problem() == null ? "it was cut off" : controller.problem();
        return new RunResult(
                spec.runId(),
                spec.protocol(),
                run.transport.id(),
                spec.workload(),
                loadAverage,
                complete
                        ? RunState.COMPLETE
                        : run.measuredArrivals() > 0 ? RunState.PARTIAL : RunState.FAILED,
                complete ? null : problem,
                run.deliveries(),
                run.publishing(),
                percentiles,
                InjectorCheck.of(percentiles),
                recorder.ownCores(),
                run.latencies.clockOddities(),
                run.participants.endedEarly(),
                run.measuredArrivals() == 0
                        ? run.protocol.explainSilence().orElse(run.participants.firstEnding())
                        : run.participants.firstEnding(),
                complete ? run.warmUpMissing() : 0,
                recorder.moved().orElse(null),
                recorder.window(),
                recorder.segments(),
                http(),
                recorder.process(),
                run.disconnections.results(),
                RunFiles.names(folder),
                recorder.ownMicrosPerDelivery(),
                controller.late(),
                run.workload.isQuiet() ? null : run.timeline.seconds(),
                recorder.ip());
    }

    private @Nullable HttpNames http() {
        if (spec.server() != null) {
            return null;
        }
        OptionalDouble tokens =
                run.readers.stream()
                        .map(ReaderSession::token)
                        .filter(Objects::nonNull)
                        .mapToInt(String::length)
                        .average();
        return tokens.isPresent()
                ? new HttpNames(URI.create(run.target.http()).getAuthority(), tokens.getAsDouble())
                : null;
    }
}

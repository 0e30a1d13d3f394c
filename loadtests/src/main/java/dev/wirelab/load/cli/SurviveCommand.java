package dev.wirelab.load.cli;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.lab.LabJar;
import dev.wirelab.load.page.ReportFiles;
import dev.wirelab.load.survive.SurvivalReport;
import dev.wirelab.load.survive.SurvivalResult;
import dev.wirelab.load.survive.SurvivalRun;
import dev.wirelab.load.survive.SurvivalText;
import dev.wirelab.load.text.TextFormat;
import dev.wirelab.load.theory.TransportModels;
import dev.wirelab.load.transport.LoadProtocols;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Tries faults of networks, proxies and machines on each transport.
@Command(
        name = "survive",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Tries faults of networks, proxies and machines on each transport: whether messages get"
                    + " through, after how long the client notices and they flow again, and which were"
                    + " lost. Starts a lab for each transport, with a middlebox before it.",
            "",
            "Exit code 0: every fault was tried, whatever the outcome; 2: an option is invalid or a lab"
                    + " does not start; 3: it failed, and the results so far are on disk.",
            ""
        })
final class SurviveCommand implements Callable<Integer> {
    private static final String ALL = "all";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--transports",
            split = ",",
            paramLabel = "ID",
            description =
                    "transports in this order, separated by commas, or all (default: websocket, sse,"
                            + " long-poll, short-poll, tcp)")
    private List<String> transports = TransportModels.usualIds();

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "ID",
            description =
                    "faults in this order, separated by commas (default: all of --list for which this"
                            + " machine has the program)")
    private @Nullable List<String> named;

    private List<String> faults = List.of();

    @Option(names = "--list", description = "print the faults, and try none")
    private boolean list;

    @Mixin private StartOptions lab = new StartOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            checkIds();
            return list ? printFaults() : tryFaults();
        } catch (CannotStartException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void checkIds() throws CannotStartException {
        faults = named != null ? named : SurvivalRun.allFaults();
        if (transports.equals(List.of(ALL))) {
            transports = TransportModels.ids();
        }
        check("transport", "--transports", transports, LoadProtocols.ids());
        check("fault", "--faults", faults, SurvivalRun.allFaults());
    }

    private static void check(String what, String option, List<String> ids, List<String> known)
            throws CannotStartException {
        for (String id : ids) {
            OptionChecks.check(
                    known.contains(id),
                    "there is no %s '%s'; there are %s"
                            .formatted(what, id, String.join(", ", known)));
        }
        OptionChecks.check(
                ids.stream().distinct().count() == ids.size(), option + " names one twice");
    }

    private int printFaults() {
        PrintWriter out = spec.commandLine().getOut();
        faults.forEach(id ->
                out.print(
                        TextFormat.wrapped(
                                "%-14s%s".formatted(id, SurvivalText.describe(id)),
                                SurvivalText.WIDTH,
                                " ".repeat(14))));
        out.flush();
        return LoadMain.EXIT_OK;
    }

    /// What needs a program that is not here is left out, unless it was asked for.
    private void leaveOutMissing() throws CannotStartException {
        Map<String, String> missing = SurvivalRun.missing();
        List<String> out = faults.stream().filter(missing::containsKey).toList();
        if (out.isEmpty()) {
            return;
        }
        String words =
                "%s %s, which is not installed"
                        .formatted(
                                String.join(", ", out) + (out.size() == 1 ? " needs" : " need"),
                                out.stream()
                                        .map(id -> missing.getOrDefault(id, ""))
                                        .distinct()
                                        .collect(Collectors.joining(" and ")));
        OptionChecks.check(named == null, words);
        progress("left out: " + words);
        faults = faults.stream().filter(id -> !missing.containsKey(id)).toList();
    }

    private int tryFaults() throws CannotStartException, IOException, InterruptedException {
        leaveOutMissing();
        Path jar = LabJar.find(lab.jar());
        Path folder = OutputFolder.create(lab.out());
        SurvivalRun run = new SurvivalRun(transports, faults, folder, this::progress, this::print);
        progress(
                "%d faults on %d transports, about %s in all"
                        .formatted(
                                faults.size(),
                                transports.size(),
                                TextFormat.duration(run.estimate())));
        try {
            SurvivalResult result = run.execute(jar);
            print(SurvivalText.matrix(result));
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; the results so far are in " + folder, e);
        }
        print("report   " + folder.resolve(ReportFiles.HTML) + ", " + ReportFiles.MARKDOWN);
        print("data     " + folder.resolve(SurvivalReport.JSON));
        return LoadMain.EXIT_OK;
    }

    private void print(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }

    private void progress(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }
}

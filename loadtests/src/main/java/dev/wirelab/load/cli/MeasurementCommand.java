package dev.wirelab.load.cli;

import dev.wirelab.load.compare.ProgressDisplay;
import dev.wirelab.load.gate.Assertion;
import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.lab.LabJar;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.link.OpenLink;
import dev.wirelab.load.page.Page;
import dev.wirelab.load.page.ReportFiles;
import dev.wirelab.load.report.NetworksMatrix;
import dev.wirelab.load.report.TerminalText;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.theory.TransportModels;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A command that measures a lab and writes a result into a folder of its own.
abstract class MeasurementCommand implements Callable<Integer> {
    /// Stands for every transport.
    private static final String ALL = "all";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private TargetOptions targets = new TargetOptions();

    @Mixin private LinkOptions links = new LinkOptions();

    @Mixin private GateOptions gate = new GateOptions();

    @Option(
            names = {"--transports", "--transport"},
            split = ",",
            paramLabel = "ID",
            description =
                    "transports in this order, separated by commas, or all (default: websocket, sse,"
                            + " long-poll, short-poll, tcp; compare --full adds short polling with"
                            + " fresh connections)")
    private @Nullable List<String> transports;

    @Option(names = "--wide", description = "print all columns of the table")
    private boolean wide;

    /// What a command does with a lab.
    @FunctionalInterface
    interface Measurement {
        /// Measures.
        ///
        /// @param folder an existing, empty folder
        ComparisonResult execute(MeasuredLab lab, Path folder, ProgressDisplay display)
                throws CannotStartException, IOException, InterruptedException;
    }

    /// Whether a lab is measured.
    boolean needsLab() {
        return true;
    }

    /// The variants that will be measured.
    ///
    /// @throws CannotStartException if an option is unusable; the message names it
    List<TransportVariant> variants() throws CannotStartException {
        return transports().stream()
                .flatMap(id -> TransportVariant.byId(id).stream())
                .map(this::onTarget)
                .toList();
    }

    private boolean needsTls() throws CannotStartException {
        return variants().stream().anyMatch(TransportVariant::tls);
    }

    private boolean needsHttp2() throws CannotStartException {
        return variants().stream().anyMatch(TransportVariant::http2);
    }

    /// A transport as the target offers it: over TLS if that is an https address.
    final TransportVariant onTarget(TransportVariant variant) {
        return isHttps() ? variant.secured().orElse(variant) : variant;
    }

    /// Whether the target is an https address.
    final boolean isHttps() {
        return targets.isHttps();
    }

    /// The variants to measure.
    ///
    /// @throws CannotStartException if there is none of a name, or one twice
    final List<TransportVariant> onTarget(List<String> ids) throws CannotStartException {
        return OptionChecks.transports(ids).stream().map(this::onTarget).distinct().toList();
    }

    /// The ids of the transports to measure.
    List<String> transports() {
        if (transports == null) {
            return TransportModels.usualIds();
        }
        return areNamed() ? transports : TransportModels.ids();
    }

    /// Whether the transports were named one by one.
    boolean areNamed() {
        return transports != null && !transports.equals(List.of(ALL));
    }

    /// The measurement that the options ask for.
    ///
    /// @param target the address of a lab that is already running, if one was named
    /// @throws CannotStartException if an option is unusable; the message names it
    abstract Measurement measurement(Optional<String> target) throws CannotStartException;

    /// The folders of the rows that the measurement will have.
    ///
    /// @throws CannotStartException if an option is unusable; the message names it
    List<String> rows() throws CannotStartException {
        return List.of();
    }

    /// Measures.
    ///
    /// @return the exit code
    /// @throws ParameterException if nothing was started
    /// @throws IOException if the measurement failed; the message names the folder of its results
    @Override
    public final Integer call() throws IOException, InterruptedException {
        try {
            Optional<String> target = targets.target();
            Measurement measurement = measurement(target);
            List<Assertion> assertions = gate.assertions(rows());
            OptionChecks.check(
                    !links.isAsked() || !measuresOthers(),
                    "--link leads to Wirelab only; other servers cannot be reached over it");
            List<String> suite = networks();
            OptionChecks.check(
                    !needsTls() || (!links.isAsked() && suite.isEmpty()),
                    "--tls goes without --link and --networks: a link leads to the plaintext ports");
            Optional<LinkRequest> link =
                    suite.isEmpty() || !continuesLink()
                            ? links.request(target.isPresent(), !suite.isEmpty(), this::announce)
                            : Optional.empty();
            OptionChecks.check(
                    suite.isEmpty() || (target.isEmpty() && !measuresOthers()),
                    suiteOption() + " starts a lab of its own, and measures Wirelab only");
            List<LinkRequest> all = links.requests(suite, target.isPresent(), this::announce);
            if (target.isPresent()) {
                try (MeasuredLab lab =
                        MeasuredLab.elsewhere(
                                target.get(),
                                targets.key(),
                                targets.trusted(),
                                targets.accessCode())) {
                    if (needsTls()) {
                        lab.checkTls();
                    }
                    if (needsHttp2()) {
                        lab.checkHttp2();
                    }
                    Path folder = OutputFolder.create(targets.lab().out());
                    return execute(lab, folder, link, measurement, assertions);
                }
            }
            if (!needsLab()) {
                Path folder = OutputFolder.create(targets.lab().out());
                return execute(MeasuredLab.none(), folder, link, measurement, assertions);
            }
            Path jar = LabJar.find(targets.lab().jar());
            Path folder = OutputFolder.create(targets.lab().out());
            List<String> options = new ArrayList<>();
            Stream.concat(link.stream(), all.stream())
                    .findFirst()
                    .map(LinkRequest::labOptions)
                    .ifPresent(options::addAll);
            if (needsTls()) {
                options.addAll(MeasuredLab.TLS_PORTS);
            }
            if (needsHttp2()) {
                options.add(MeasuredLab.HTTP2);
            }
            try (MeasuredLab lab = MeasuredLab.start(jar, folder.resolve("lab.log"), options)) {
                if (!all.isEmpty()) {
                    return executeAll(lab, folder, all, measurement);
                }
                return execute(lab, folder, link, measurement, assertions);
            }
        } catch (CannotStartException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /// The links over which the measurement is made, one after the other; empty: once.
    ///
    /// @throws CannotStartException if an option is unusable; the message names it
    List<String> networks() throws CannotStartException {
        return List.of();
    }

    /// The option that asks for the links.
    String suiteOption() {
        return "--networks";
    }

    /// Whether the links of the suite continue that of `--link`; otherwise there is to be none.
    boolean continuesLink() {
        return false;
    }

    /// What was given as `--link`; empty: nothing.
    final String link() {
        return links.text();
    }

    /// The results over all links, for the terminal.
    String summary(List<NetworksMatrix.Network> networks) {
        return NetworksMatrix.text(networks);
    }

    /// The same as a page.
    Page page(List<NetworksMatrix.Network> networks) {
        return NetworksMatrix.page(networks);
    }

    /// Whether servers are measured that are not Wirelab.
    boolean measuresOthers() {
        return false;
    }

    private void announce(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    /// Measures over each link, in a folder of its own.
    private int executeAll(
            MeasuredLab lab, Path folder, List<LinkRequest> requests, Measurement measurement)
            throws CannotStartException, IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        ProgressDisplay display = new ProgressDisplay(err, TerminalWidth.ofStandardError());
        List<NetworksMatrix.Network> networks = new ArrayList<>();
        for (LinkRequest request : requests) {
            String name = "network-" + (networks.size() + 1);
            Path own = Files.createDirectory(folder.resolve(name));
            announce(
                    "network %d/%d: testing the link %s"
                            .formatted(
                                    networks.size() + 1, requests.size(), request.link().name()));
            try (OpenLink open = request.open(own)) {
                announce(open.report().sentence());
                ComparisonResult result = measure(measurement, lab.over(open), own, display);
                networks.add(new NetworksMatrix.Network(name, result));
                ReportFiles.write(folder, page(networks));
                if (result.partial()) {
                    return LoadMain.EXIT_FAILED;
                }
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.print(summary(networks));
        out.println();
        out.println("report   " + folder.resolve(ReportFiles.HTML) + ", " + ReportFiles.MARKDOWN);
        out.flush();
        List<ComparisonResult> results =
                networks.stream().map(NetworksMatrix.Network::result).toList();
        return !results.stream().allMatch(ComparisonResult::isComplete)
                ? LoadMain.EXIT_FAILED
                : results.stream().allMatch(ComparisonResult::isPerfect)
                        ? LoadMain.EXIT_OK
                        : LoadMain.EXIT_IMPERFECT;
    }

    private int execute(
            MeasuredLab lab,
            Path folder,
            Optional<LinkRequest> link,
            Measurement measurement,
            List<Assertion> assertions)
            throws CannotStartException, IOException, InterruptedException {
        if (link.isEmpty()) {
            return execute(lab, folder, measurement, assertions);
        }
        announce("testing the link " + link.get().link().name());
        try (OpenLink open = link.get().open(folder)) {
            announce(open.report().sentence());
            return execute(lab.over(open), folder, measurement, assertions);
        }
    }

    private int execute(
            MeasuredLab lab, Path folder, Measurement measurement, List<Assertion> assertions)
            throws CannotStartException, IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        ProgressDisplay display = new ProgressDisplay(err, TerminalWidth.ofStandardError());
        ComparisonResult result = measure(measurement, lab, folder, display);
        if (result.partial()) { // It has been announced already.
            return LoadMain.EXIT_FAILED;
        }
        print(result, folder);
        List<Assertion.Outcome> outcomes =
                assertions.stream().map(assertion -> assertion.judge(result)).toList();
        PrintWriter out = spec.commandLine().getOut();
        outcomes.forEach(outcome -> out.println(outcome.line()));
        out.flush();
        gate.write(result, outcomes);
        if (!result.isComplete()) {
            return LoadMain.EXIT_FAILED;
        }
        if (!result.isPerfect()) {
            return LoadMain.EXIT_IMPERFECT;
        }
        boolean hold = outcomes.stream().allMatch(Assertion.Outcome::holds);
        return hold ? LoadMain.EXIT_OK : LoadMain.EXIT_ASSERTION;
    }

    private static ComparisonResult measure(
            Measurement measurement, MeasuredLab lab, Path folder, ProgressDisplay display)
            throws CannotStartException, IOException, InterruptedException {
        try {
            return measurement.execute(lab, folder, display);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; the results are in " + folder, e);
        }
    }

    private void print(ComparisonResult result, Path folder) {
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.print(TerminalText.of(result, wide, isUnicode()));
        out.println();
        out.println("report   " + folder.resolve(ReportFiles.HTML) + ", " + ReportFiles.MARKDOWN);
        String table =
                result.capacity() != null
                        ? "capacity.csv"
                        : result.rows().isEmpty() ? "crossover.csv" : "result.csv";
        out.println("data     " + folder.resolve("result.json") + ", " + table);
        out.flush();
    }

    /// Whether the standard output can show every letter of the table.
    private static boolean isUnicode() {
        return System.out.charset().newEncoder().canEncode("×µ±");
    }
}

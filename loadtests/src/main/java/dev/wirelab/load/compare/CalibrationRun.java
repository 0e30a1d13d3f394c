package dev.wirelab.load.compare;

import dev.wirelab.core.protocol.TextRules;
import dev.wirelab.load.calibration.NullServerProcess;
import dev.wirelab.load.plan.Churn;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.result.Calibration;
import dev.wirelab.load.result.Run;
import dev.wirelab.load.text.TextFormat;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Calibrates the client of each transport before a comparison: a short run of each row's workload
/// against the null server, in the same kind of process as the runs that follow.
final class CalibrationRun {
    private static final String FOLDER = "calibration";
    private static final Path CERTIFICATES = Path.of(System.getProperty("user.home"), ".wirelab");
    private static final long WARM_UP_MILLIS = 1_000;
    private static final long DURATION_MILLIS = 2_000;

    private final Map<Client, Calibration> found = new HashMap<>();

    /// What is calibrated once, however many rows use it.
    private record Client(TransportVariant variant, Workload workload) {}

    /// The clients of rows, in their order; none for workloads in which nothing is published.
    private static List<Client> clients(List<RowPlan> rows) {
        return rows.stream().flatMap(row -> client(row).stream()).distinct().toList();
    }

    private static Optional<Client> client(RowPlan row) {
        return row.workload().isQuiet()
                ? Optional.empty()
                : Optional.of(new Client(of(row.protocol()), shortened(row.workload())));
    }

    /// The null server speaks as Wirelab does: another server's client is calibrated by that of the
    /// same kind, which has the same sockets and framing.
    private static TransportVariant of(TransportVariant variant) {
        return variant.transport()
                .described()
                .flatMap(other -> TransportVariant.byId(other.kind().id()))
                .orElse(variant);
    }

    /// The workload as the null server offers it: for seconds, and without lost connections, since
    /// it retains nothing. Its messages are texts, for which the client does the same until it has
    /// stamped them.
    private static Workload shortened(Workload workload) {
        Timing usual = workload.timing();
        Timing brief =
                new Timing(
                        usual.pollIntervalMillis(),
                        usual.pollWaitSeconds(),
                        Math.min(usual.warmUpMillis(), WARM_UP_MILLIS),
                        Math.min(usual.durationMillis(), DURATION_MILLIS));
        int bytes = Math.min(workload.textBytes(), TextRules.MAX_TEXT_BYTES);
        return workload instanceof Churn churn
                ? new FanOut(churn.readers(), churn.rate(), bytes, brief)
                : workload.with(bytes, false, brief);
    }

    /// The estimated time.
    static Duration estimate(List<RowPlan> rows) {
        List<Client> clients = clients(rows);
        return estimate(clients, 0);
    }

    private static Duration estimate(List<Client> clients, int from) {
        return clients.stream()
                .skip(from)
                .map(client -> RunSchedule.estimate(client.variant, client.workload))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /// Calibrates the clients of all rows.
    ///
    /// @param folder the comparison's folder, which gets a folder `calibration`
    /// @param afterwards the estimated time of what follows
    void execute(
            List<RowPlan> rows,
            Path folder,
            RunExecutor executor,
            ProgressDisplay display,
            Duration afterwards)
            throws IOException, InterruptedException {
        List<Client> clients = new ArrayList<>(clients(rows));
        if (clients.isEmpty()) {
            return;
        }
        Path own = Files.createDirectories(folder.resolve(FOLDER));
        List<String> transports =
                clients.stream().map(client -> client.variant.transport().id()).toList();
        List<Path> certificate = certificate();
        if (certificate.isEmpty() && clients.removeIf(client -> client.variant.tls())) {
            display.line("clients over TLS are not calibrated: no certificate in " + CERTIFICATES);
        }
        try (NullServerProcess server =
                NullServerProcess.start(
                        RunProcess.FLAGS,
                        transports,
                        certificate,
                        own.resolve("null-server.log"))) {
            for (int i = 0; i < clients.size() && !executor.isCutOff(); i++) {
                Client client = clients.get(i);
                String name = FOLDER + "/" + client.workload.folder() + "/" + client.variant.id();
                ProgressDisplay.Title title =
                        new ProgressDisplay.Title(
                                name, afterwards.plus(estimate(clients, i + 1)), false);
                Run run =
                        executor.calibrate(server.target(), client.variant, client.workload, title);
                Calibration.of(run).ifPresent(calibration -> found.put(client, calibration));
                display.line(line(client, run));
            }
        }
    }

    /// The development certificate and its key, which the lab has made if it was started here.
    private static List<Path> certificate() {
        List<Path> files =
                List.of(
                        CERTIFICATES.resolve("tls-certificate.pem"),
                        CERTIFICATES.resolve("tls-key.pem"));
        return files.stream().allMatch(Files::isReadable) ? files : List.of();
    }

    private String line(Client client, Run run) {
        Calibration own = found.get(client);
        return own == null
                ? run.summary() + "; the client is not calibrated"
                : "%s: the client by itself takes p50 %s ms, p99 %s ms"
                        .formatted(
                                run.folder(),
                                TextFormat.millis(own.p50Micros()),
                                TextFormat.millis(own.p99Micros()));
    }

    /// The calibration of a row's client; empty if there is none.
    Optional<Calibration> of(RowPlan row) {
        return client(row).map(found::get);
    }
}

package dev.wirelab.lab.cli;

import dev.wirelab.lab.LabServer;
import dev.wirelab.lab.classroom.Invitation;
import dev.wirelab.lab.config.Hosts;
import dev.wirelab.lab.config.KeyFile;
import dev.wirelab.lab.config.LabConfig;
import dev.wirelab.lab.config.NetworkAddresses;
import dev.wirelab.lab.config.RedisOptions;
import dev.wirelab.lab.config.TlsPorts;
import dev.wirelab.transports.Quotas;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `lab serve`: runs a lab until the process is terminated.
@Command(
        name = "serve",
        description =
                "Run a lab: one chat on every transport, and a page that shows them side by side.",
        footer =
                "Each option can also be set as an environment variable (--http-port as"
                        + " WIRELAB_HTTP_PORT) or in a properties file (http-port=7070, --config).",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpWidth = LabCommand.WIDTH)
final class ServeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ServeOptions options = new ServeOptions();

    @Option(
            names = "--stop-with",
            paramLabel = "PID",
            description = "Stop when this process has ended: for programs that start a lab.")
    private @Nullable Long starter;

    ServeOptions options() {
        return options;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        LabConfig config = options.config();
        LabServer lab = start(config);
        List<KeyFile> keyFiles = writeKeys(config, lab);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("shutdown")
                                .unstarted(() -> {
                                    lab.drain();
                                    lab.close();
                                    keyFiles.forEach(KeyFile::close);
                                    stopped.countDown();
                                }));
        if (starter != null) {
            stopWith(starter);
        }
        PrintWriter err = spec.commandLine().getErr();
        var _ =
                lab.logLost()
                        .thenAcceptAsync(reason -> {
                            err.println("lab: " + reason);
                            err.flush();
                            System.exit(1);
                        });
        print(lab, config, options.newCode(), keyFiles, spec.commandLine().getOut());
        stopped.await();
        return 0;
    }

    /// Stops this process in the usual way after the end of another one.
    private static void stopWith(long pid) {
        CompletableFuture<?> end =
                ProcessHandle.of(pid)
                        .<CompletableFuture<?>>map(ProcessHandle::onExit)
                        .orElseGet(() -> CompletableFuture.completedFuture(null));
        var _ = end.thenRunAsync(() -> System.exit(0));
    }

    private LabServer start(LabConfig config) {
        try {
            return LabServer.start(config);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /// A file for each HTTP port, since commands look for it by the port that they are given.
    private List<KeyFile> writeKeys(LabConfig config, LabServer lab) {
        List<KeyFile> files = new ArrayList<>();
        try {
            for (int port : new int[] {lab.httpPort(), lab.httpsPort()}) {
                if (port >= 0) {
                    files.add(KeyFile.write(config.key(), port));
                }
            }
        } catch (IOException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(
                    "lab: the key could not be written to a file, so commands need --key: "
                            + e.getMessage());
            err.flush();
        }
        return files;
    }

    private static void print(
            LabServer lab,
            LabConfig config,
            Optional<String> newCode,
            List<KeyFile> keyFiles,
            PrintWriter out)
            throws IOException {
        String shown = lab.shownHost();
        boolean demandsCode = config.accessCode() != null;
        List<String> pages = lab.pages();
        TlsPorts tls = config.tls();
        out.println("Wirelab is running: one chat on every transport.");
        pages.forEach(page -> out.println("  page     " + page + "/#key=" + config.key().text()));
        lab.invitation()
                .ifPresent(invitation ->
                        out.println(
                                "  wall     "
                                        + invitation.page()
                                        + "/?view=class#key="
                                        + config.key().text()));
        keyFiles.stream().limit(1).forEach(file -> out.println("  key      " + file.path()));
        RedisOptions redis = config.redis();
        if (redis != null) {
            out.println("  redis    " + redis.url().shown());
        }
        newCode.ifPresent(code -> out.println("  code     " + code + ", for everyone to log in"));
        if (lab.tcpPort() >= 0) {
            out.println("  telnet   telnet " + shown + " " + lab.tcpPort());
        }
        String trust = tls == null || tls.trust() == null ? "" : tls.trust().toString();
        if (tls != null) {
            out.println(
                    "  openssl  openssl s_client -quiet"
                            + (trust.isEmpty() ? "" : " -CAfile " + trust)
                            + " -connect "
                            + shown
                            + ":"
                            + lab.tcpTlsPort());
        }
        String page = lab.origins().getFirst();
        out.println(
                "  curl     curl "
                        + (page.startsWith("https:") && !trust.isEmpty()
                                ? "--cacert " + trust + " "
                                : "")
                        + "-d '{\"user\":\"alice\""
                        + (demandsCode ? ",\"code\":\"" + newCode.orElse("CODE") + "\"" : "")
                        + "}' "
                        + page
                        + "/api/sessions");
        if (!trust.isEmpty()) {
            out.println("  trust    " + trust + " is the certificate; docs/tls.md says how");
        }
        if (!Hosts.isLoopback(config.host())) {
            out.println(
                    "  WARNING  listening on "
                            + config.host()
                            + ": everyone who reaches this machine"
                            + (demandsCode ? " and has the access code" : "")
                            + " can log in"
                            + (tls != null && tls.isOnly() ? "" : ", and nothing is encrypted"));
        }
        if (lab.maxConnections() > 0 && lab.maxConnections() < wanted(config)) {
            out.println(
                    "  WARNING  at most "
                            + lab.maxConnections()
                            + " connections: this process may not open more files (ulimit -n)");
        }
        lab.invitation().ifPresent(invitation -> print(invitation, config, out));
        out.println("Ctrl-C stops it.");
        out.flush();
    }

    /// How pupils join, as a QR code where the terminal can show it, and where else the lab could
    /// listen.
    private static void print(Invitation invitation, LabConfig config, PrintWriter out) {
        out.println();
        out.println(
                "Pupils join at "
                        + invitation.shown()
                        + invitation.code().map(code -> " with the code " + code).orElse("")
                        + ", or by this QR code:");
        if (System.out.charset().newEncoder().canEncode('█')) {
            out.print(invitation.lines(System.console() != null && System.console().isTerminal()));
        } else {
            out.println("  (this terminal cannot show it; the wall does)");
        }
        List<String> others =
                NetworkAddresses.all().stream()
                        .filter(candidate -> !candidate.address().equals(config.host()))
                        .map(NetworkAddresses.Candidate::toString)
                        .toList();
        if (!others.isEmpty()) {
            out.println("If their phones are in another network, name an address by --host:");
            others.forEach(other -> out.println("  " + other));
        }
        out.println();
    }

    /// Without a limit of its own, a lab is expected to have the usual one.
    private static int wanted(LabConfig config) {
        int configured = config.quotas().connections();
        return configured > 0 ? configured : Quotas.DEFAULTS.connections();
    }
}

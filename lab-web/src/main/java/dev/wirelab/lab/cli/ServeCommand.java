package dev.wirelab.lab.cli;

import dev.wirelab.lab.LabServer;
import dev.wirelab.lab.config.Hosts;
import dev.wirelab.lab.config.KeyFile;
import dev.wirelab.lab.config.LabConfig;
import java.io.IOException;
import java.io.PrintWriter;
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
        Optional<KeyFile> keyFile = writeKey(config, lab.httpPort());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("shutdown")
                                .unstarted(() -> {
                                    lab.drain();
                                    lab.close();
                                    keyFile.ifPresent(KeyFile::close);
                                    stopped.countDown();
                                }));
        if (starter != null) {
            stopWith(starter);
        }
        print(lab, config, keyFile, spec.commandLine().getOut());
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

    private Optional<KeyFile> writeKey(LabConfig config, int port) {
        try {
            return Optional.of(KeyFile.write(config.key(), port));
        } catch (IOException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(
                    "lab: the key could not be written to a file, so commands need --key: "
                            + e.getMessage());
            err.flush();
            return Optional.empty();
        }
    }

    private static void print(
            LabServer lab, LabConfig config, Optional<KeyFile> keyFile, PrintWriter out)
            throws IOException {
        String shown = lab.shownHost();
        String page = lab.origin();
        String shownPage =
                config.site()
                        .publicUrl()
                        .map(url -> url.toString().replaceFirst("/?$", ""))
                        .orElse(page);
        out.println("Wirelab is running: one chat on every transport.");
        out.println("  page     " + shownPage + "/#key=" + config.key().text());
        keyFile.ifPresent(file -> out.println("  key      " + file.path()));
        out.println("  telnet   telnet " + shown + " " + lab.tcpPort());
        out.println("  curl     curl -d '{\"user\":\"alice\"}' " + page + "/api/sessions");
        if (!Hosts.isLoopback(config.host())) {
            out.println(
                    "  WARNING  listening on "
                            + config.host()
                            + ": everyone who reaches this machine can log in, and nothing is encrypted");
        }
        out.println("Ctrl-C stops it.");
        out.flush();
    }
}

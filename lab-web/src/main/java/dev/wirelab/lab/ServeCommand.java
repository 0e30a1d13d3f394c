package dev.wirelab.lab;

import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.transports.Limits;
import dev.wirelab.transports.http.TokenSecret;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `lab serve`: runs a lab until it is told to stop.
@Command(
        name = "serve",
        description = {
            "Run a lab: one chat over WebSocket, long polling, short polling and TCP lines,",
            "and a page that shows them side by side.",
            "",
            "Each option may also be set as an environment variable (--http-port as",
            "WIRELAB_HTTP_PORT) or in a properties file (http-port=7070, --config)."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {
    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = {
                "Address to listen on (default: ${DEFAULT-VALUE}).",
                "Anything but a loopback address lets everyone who reaches this machine log in,",
                "and nothing is encrypted."
            })
    private String host = "127.0.0.1";

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "7070",
            description =
                    "Port of the page, WebSocket and polling; 0 takes a free one (${DEFAULT-VALUE}).")
    private int httpPort;

    @Option(
            names = "--tcp-port",
            paramLabel = "PORT",
            defaultValue = "7071",
            description = "Port of TCP lines; 0 takes a free one (${DEFAULT-VALUE}).")
    private int tcpPort;

    @Option(
            names = "--session-lease",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long a session lives without a connection (${DEFAULT-VALUE}).")
    private int sessionLease;

    @Option(
            names = "--session-life",
            paramLabel = "HOURS",
            defaultValue = "12",
            description = "How long a session and its token live at most (${DEFAULT-VALUE}).")
    private int sessionLife;

    @Option(
            names = "--max-sessions",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many sessions there are at most at a time (${DEFAULT-VALUE}).")
    private int maxSessions;

    @Option(
            names = "--retain-events",
            paramLabel = "N",
            defaultValue = "200000",
            description = "How many events are retained for readers who lag (${DEFAULT-VALUE}).")
    private int retainEvents;

    @Option(
            names = "--retain-mib",
            paramLabel = "MIB",
            defaultValue = "64",
            description = "How much memory they may take (${DEFAULT-VALUE}).")
    private int retainMebibytes;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = {
                "File whose content signs the tokens, at least 32 bytes.",
                "Default: random at each start."
            })
    private @Nullable Path secretFile;

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            split = ",",
            description =
                    "Further origin whose pages may use the lab, such as https://example.org.")
    private List<String> origins = List.of();

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            defaultValue = "results",
            description = "Folder of the results that the page shows (${DEFAULT-VALUE}).")
    private Path results = SiteOptions.DEFAULTS.results();

    @Option(
            names = "--load-jar",
            paramLabel = "FILE",
            description = {
                "The load program, for comparisons that the page starts.",
                "Default: found beside this one, or where the build puts it."
            })
    private @Nullable Path loadJar;

    @Option(
            names = "--robot",
            description = "Have a robot in #lobby from the start, who answers when spoken to.")
    private boolean robot;

    @Option(
            names = "--ledger",
            description = {
                "Read all traffic and tell in the meters what each byte was there for.",
                "Costs CPU for each byte: docs/measuring.md says how much."
            })
    private boolean ledger;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties file to read settings from.")
    @SuppressWarnings("UnusedVariable") // LabMain reads the file before picocli reads the rest
    private @Nullable Path config;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the field
    ServeCommand() {}

    @Override
    public Integer call() throws Exception {
        LabConfig settings = settings();
        LabServer lab;
        try {
            lab = LabServer.start(settings);
        } catch (IOException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("shutdown")
                                .unstarted(() -> {
                                    lab.drain();
                                    lab.close();
                                    stopped.countDown();
                                }));
        print(lab, System.out);
        stopped.await();
        return 0;
    }

    private LabConfig settings() throws IOException {
        port("--http-port", httpPort);
        port("--tcp-port", tcpPort);
        positive("--session-lease", sessionLease);
        positive("--session-life", sessionLife);
        positive("--max-sessions", maxSessions);
        positive("--retain-events", retainEvents);
        positive("--retain-mib", retainMebibytes);
        ChatOptions chat =
                new ChatOptions(
                        Duration.ofSeconds(sessionLease),
                        Duration.ofHours(sessionLife),
                        retainEvents,
                        retainMebibytes * 1024L * 1024L,
                        maxSessions);
        SiteOptions site = new SiteOptions(results, Optional.ofNullable(loadJar), robot);
        return new LabConfig(
                host, httpPort, tcpPort, chat, Limits.DEFAULTS, secret(), ledger, origins, site);
    }

    private TokenSecret secret() {
        if (secretFile == null) {
            return TokenSecret.random();
        }
        try {
            return new TokenSecret(Files.readAllBytes(secretFile));
        } catch (IOException | IllegalArgumentException e) {
            throw bad("cannot use the secret " + secretFile + ": " + e.getMessage());
        }
    }

    private void port(String option, int port) {
        if (port < 0 || port > 65_535) {
            throw bad(option + " must be 0 to 65535");
        }
    }

    private void positive(String option, int value) {
        if (value < 1) {
            throw bad(option + " must be at least 1");
        }
    }

    private CommandLine.ParameterException bad(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    private void print(LabServer lab, PrintStream out) throws IOException {
        String shown = lab.shownHost();
        String page = "http://" + shown + ":" + lab.httpPort();
        out.println("Wirelab is up: one chat on four wires.");
        out.println("  page     " + page + "/");
        out.println("  telnet   telnet " + shown + " " + lab.tcpPort());
        out.println("  curl     curl -d '{\"user\":\"alice\"}' " + page + "/api/sessions");
        if (!Hosts.isLoopback(host)) {
            out.println(
                    "  WARNING  listening on "
                            + host
                            + ": everyone who reaches this machine can log in, and nothing is encrypted");
        }
        out.println("Ctrl-C stops it.");
        out.flush();
    }
}

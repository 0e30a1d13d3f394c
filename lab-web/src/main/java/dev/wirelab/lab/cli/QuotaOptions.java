package dev.wirelab.lab.cli;

import dev.wirelab.transports.Quotas;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `lab serve` that limit what one client may do.
final class QuotaOptions {
    @Option(
            names = "--for-load",
            description =
                    "Sets the following limits to 0, which means none, unless they are given: for a"
                            + " load generator, whose clients share an address.")
    private boolean isForLoad;

    @Option(
            names = "--max-rate",
            paramLabel = "N",
            description =
                    "Maximum number of messages, joins and leaves of a session per second; twice as"
                            + " many at once (1000).")
    private @Nullable Integer rate;

    @Option(
            names = "--max-log-ins",
            paramLabel = "N",
            description =
                    "Maximum number of log-ins by name of an address per second; ten times as many"
                            + " at once (50).")
    private @Nullable Integer logIns;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            description =
                    "Maximum number of connections (50000), at most as many as the process can"
                            + " open.")
    private @Nullable Integer connections;

    @Option(
            names = "--max-address-connections",
            paramLabel = "N",
            description = "Maximum number of connections of an address (10000).")
    private @Nullable Integer addressConnections;

    @Option(
            names = "--max-waiting",
            paramLabel = "N",
            description = "Maximum number of connections that have not logged in (8000).")
    private @Nullable Integer waiting;

    @Option(
            names = "--max-address-waiting",
            paramLabel = "N",
            description =
                    "Maximum number of connections of an address that have not logged in (4000).")
    private @Nullable Integer addressWaiting;

    @Option(
            names = "--max-silence",
            paramLabel = "SECONDS",
            description = "How long a program on the TCP port may send nothing (300).")
    private @Nullable Integer silence;

    /// @throws IllegalArgumentException if a limit is negative
    Quotas quotas() {
        Quotas base = isForLoad ? Quotas.UNLIMITED : Quotas.DEFAULTS;
        return new Quotas(
                limit("--max-rate", rate, base.changesPerSecond()),
                limit("--max-log-ins", logIns, base.logInsPerSecond()),
                limit("--max-connections", connections, base.connections()),
                limit(
                        "--max-address-connections",
                        addressConnections,
                        base.connectionsPerAddress()),
                limit("--max-waiting", waiting, base.waiting()),
                limit("--max-address-waiting", addressWaiting, base.waitingPerAddress()),
                limit("--max-silence", silence, base.silence()));
    }

    private static int limit(String option, @Nullable Integer given, int otherwise) {
        if (given != null && given < 0) {
            throw new IllegalArgumentException(option + " must be 0, for no limit, or more");
        }
        return given == null ? otherwise : given;
    }
}

package dev.wirelab.load.cli;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.lab.LabJar;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.torture.TortureOptions;
import dev.wirelab.load.torture.TortureResult;
import dev.wirelab.load.torture.TortureRun;
import dev.wirelab.load.torture.nodes.NodeLab;
import dev.wirelab.load.transport.LoadProtocols;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Lets everything happen at once to many clients, and compares what each received with the log.
@Command(
        name = "torture",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Connects many clients over all transports to a lab of its own. While they send messages to"
                    + " everyone, to groups and to each other, connections are reset or go silent, networks"
                    + " stall, clients stop and change the transport. Then what each client received is"
                    + " compared with the log: nothing may be lost, doubled, reordered, altered or leaked.",
            "",
            "With --nodes 2 the lab has two nodes, which share a log in a redis-server that is started"
                    + " for it; connections go to them in turn, and nodes and Redis are killed and started"
                    + " again.",
            "",
            "Exit code 0: every promise was kept; 1: one was not; 2: an option is invalid or the lab does"
                    + " not start; 3: it failed.",
            ""
        })
final class TortureCommand implements Callable<Integer> {
    private static final int MAX_CLIENTS = 100;
    private static final int MAX_FAULTS = 1_000;
    private static final int MAX_NODES = 4;
    private static final int LARGEST_SEED = 1_000_000_000;

    /// What a lab retains of a run, so that its log can be read at the end.
    private static final int MAX_MESSAGES = 150_000;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "decides who sends what, and what happens to whom when (default: another each time,"
                            + " which is printed)")
    private @Nullable Long seed;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "how long it lasts (default: ${DEFAULT-VALUE})",
            defaultValue = "60s")
    private Duration duration = Duration.ofMinutes(1);

    @Option(
            names = "--transports",
            split = ",",
            paramLabel = "ID",
            description = "transports, separated by commas (default: all)")
    private List<String> transports = LoadProtocols.ids();

    @Option(
            names = "--nodes",
            paramLabel = "N",
            description =
                    "nodes of the lab; more than one share a log in Redis, for which redis-server must be"
                            + " installed (default: ${DEFAULT-VALUE})")
    private int nodes = 1;

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "clients of each transport at the start (default: ${DEFAULT-VALUE})")
    private int clients = 20;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "messages a second, of all clients together (default: ${DEFAULT-VALUE})")
    private double rate = 200;

    @Option(
            names = "--faults",
            paramLabel = "N",
            description = "faults a second, of all clients together (default: ${DEFAULT-VALUE})")
    private double faults = 30;

    @Mixin private StartOptions lab = new StartOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            checkOptions();
            return torture();
        } catch (CannotStartException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void checkOptions() throws CannotStartException {
        for (String id : transports) {
            OptionChecks.check(
                    LoadProtocols.ids().contains(id),
                    "there is no transport '%s'; there are %s"
                            .formatted(id, String.join(", ", LoadProtocols.ids())));
        }
        OptionChecks.different(transports);
        OptionChecks.inRange("--nodes", nodes, 1, MAX_NODES);
        OptionChecks.inRange("--clients", clients, 1, MAX_CLIENTS);
        OptionChecks.check(
                clients * transports.size() > 1, "one client has nobody to send a message to");
        OptionChecks.rate("--rate", rate);
        OptionChecks.check(
                faults > 0 && faults <= MAX_FAULTS,
                "--faults must be above 0 and at most " + MAX_FAULTS);
        OptionChecks.duration(duration, Duration.ofHours(1));
        OptionChecks.check(
                rate * duration.toSeconds() <= MAX_MESSAGES,
                "that would be more than %d messages, which a lab does not retain"
                        .formatted(MAX_MESSAGES));
    }

    private int torture() throws CannotStartException, IOException, InterruptedException {
        long chosen = seed == null ? ThreadLocalRandom.current().nextInt(LARGEST_SEED) : seed;
        Path jar = LabJar.find(lab.jar());
        Path folder = OutputFolder.create(lab.out());
        progress("seed " + chosen);
        TortureRun run =
                new TortureRun(
                        new TortureOptions(
                                chosen, duration, transports, nodes, clients, rate, faults),
                        this::progress);
        if (nodes > 1) {
            try (NodeLab own = NodeLab.start(nodes, jar, folder)) {
                return report(run.check(own), folder);
            }
        }
        try (MeasuredLab own = MeasuredLab.start(jar, folder.resolve("lab.log"))) {
            return report(run.check(own.target()), folder);
        }
    }

    private int report(TortureResult result, Path folder) throws IOException {
        result.write(folder);
        print(result.text());
        print("data      " + folder.resolve(TortureResult.JSON));
        return result.isClean() ? LoadMain.EXIT_OK : LoadMain.EXIT_IMPERFECT;
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

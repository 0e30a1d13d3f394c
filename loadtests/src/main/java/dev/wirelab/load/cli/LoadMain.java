package dev.wirelab.load.cli;

import dev.wirelab.load.link.tun.LinkNamespace;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The load generator's entry point.
@Command(
        name = "lab-load",
        description = "Measures the costs of the transports of a Wirelab lab.",
        subcommands = {
            CompareCommand.class,
            CapacityCommand.class,
            CrossoverCommand.class,
            DiffCommand.class,
            ClaimsCommand.class,
            SurviveCommand.class,
            TortureCommand.class,
            PathCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = LoadMain.Version.class)
public final class LoadMain implements Runnable {
    /// Every message was delivered once, in order and unaltered.
    static final int EXIT_OK = 0;

    /// The measurement was completed, but a message was lost, duplicated, out of order or altered,
    /// or the way to a lab has something to be mended.
    static final int EXIT_IMPERFECT = 1;

    /// Nothing was started: an option or the lab is unusable.
    static final int EXIT_USAGE = 2;

    /// The measurement failed; the results so far are on disk.
    static final int EXIT_FAILED = 3;

    /// The measurement was completed, but an `--assert` does not hold.
    static final int EXIT_ASSERTION = 4;

    /// A result is worse than an earlier one, in what `--fail-on` names.
    static final int EXIT_WORSE = 5;

    private final List<String> arguments;

    @Spec private CommandSpec spec = CommandSpec.create();

    /// @param arguments with which this process may start itself again; empty: it may not
    private LoadMain(List<String> arguments) {
        this.arguments = arguments;
    }

    /// Starts this process again in the namespace of a TUN link. Returns only by an exception.
    ///
    /// @throws IOException if that is not possible
    void enterLinkNamespace() throws IOException {
        LinkNamespace.enter(LoadMain.class, arguments);
    }

    /// Whether [#enterLinkNamespace] may be called.
    boolean canEnterLinkNamespace() {
        return !arguments.isEmpty();
    }

    /// Runs a command and exits with its code. Numbers are written the same in every locale, in
    /// files and on the screen.
    public static void main(String[] args) {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        System.exit(commandLine(List.of(args)).execute(args));
    }

    /// The command line, which reports an error in one line.
    static CommandLine commandLine() {
        return commandLine(List.of());
    }

    private static CommandLine commandLine(List<String> arguments) {
        CommandLine all = new CommandLine(new LoadMain(arguments));
        all.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().versionProvider(new Version()));
        return all.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((mistake, _) -> {
                    print(mistake.getCommandLine(), reason(mistake));
                    return EXIT_USAGE;
                })
                .setExecutionExceptionHandler((failure, command, _) -> {
                    String reason = failure.getMessage();
                    print(command, reason == null ? failure.toString() : reason);
                    return EXIT_FAILED;
                });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? Try --help");
    }

    /// The message; where a path cannot be written in the character set of the locale, what to do
    /// about it, since such letters have been lost already.
    private static String reason(ParameterException mistake) {
        String message = String.valueOf(mistake.getMessage());
        return message.contains("unmappable characters")
                ? "%s cannot be the name of a file in this locale, whose character set is %s: set LC_ALL=C.UTF-8"
                        .formatted(mistake.getValue(), System.getProperty("sun.jnu.encoding"))
                : message;
    }

    private static void print(CommandLine command, String line) {
        PrintWriter err = command.getErr();
        err.println("lab-load: " + line.lines().findFirst().orElse("failed"));
        err.flush();
    }

    /// The version in the jar's manifest.
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = LoadMain.class.getPackage().getImplementationVersion();
            return new String[] {"lab-load " + (version == null ? "(not from a jar)" : version)};
        }
    }
}

package dev.wirelab.load;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The load program.
@Command(
        name = "lab-load",
        description = "Measures what each wire of a Wirelab lab costs.",
        subcommands = {
            CompareCommand.class,
            CapacityCommand.class,
            CrossoverCommand.class,
            DiffCommand.class,
            RunCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = LoadMain.Version.class)
public final class LoadMain implements Runnable {
    /// Everything was measured, nothing lost, duplicated or out of order.
    static final int EXIT_OK = 0;

    /// Everything was measured, and not every message came once, in order and as it was said.
    static final int EXIT_IMPERFECT = 1;

    /// Nothing was begun: an option, or the lab that it should run against, will not do.
    static final int EXIT_USAGE = 2;

    /// It began and failed; what was measured is on disk.
    static final int EXIT_FAILED = 3;

    @Spec private CommandSpec spec = CommandSpec.create();

    /// Runs one command and exits with its code.
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /// The command line: a wrong one is told in one line.
    static CommandLine commandLine() {
        return new CommandLine(new LoadMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(LoadMain::tellMistake)
                .setExecutionExceptionHandler(LoadMain::tellFailure);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? Try --help");
    }

    private static int tellMistake(ParameterException mistake, String[] args) {
        tell(mistake.getCommandLine(), String.valueOf(mistake.getMessage()));
        return EXIT_USAGE;
    }

    private static int tellFailure(
            Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        String reason = failure.getMessage();
        tell(command, reason == null ? failure.toString() : reason);
        return EXIT_FAILED;
    }

    private static void tell(CommandLine command, String line) {
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

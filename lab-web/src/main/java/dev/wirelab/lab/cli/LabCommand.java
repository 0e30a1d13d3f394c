package dev.wirelab.lab.cli;

import dev.wirelab.lab.training.TrainCommand;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// The server program's command line: `lab COMMAND`.
@Command(
        name = "lab",
        description = "One chat on every transport.",
        subcommands = {ServeCommand.class, TrainCommand.class, HelpCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpWidth = LabCommand.WIDTH)
public final class LabCommand implements Runnable {
    static final int WIDTH = 100;

    private static final String SERVE = "serve";

    @Spec private CommandSpec spec = CommandSpec.create();

    /// Executes a command line.
    ///
    /// @return the exit code: 0; 1 if the command failed; 2 if the command line is invalid or the
    ///   machine does not allow it. A failure prints its reason in one line
    public static int execute(String... arguments) {
        try {
            return commandLine(System::getenv, arguments).execute(arguments);
        } catch (ParameterException e) {
            return printUsageError(e, arguments);
        }
    }

    /// @param environment looks up an environment variable
    /// @throws ParameterException if `serve` has a properties file that cannot be used
    static CommandLine commandLine(
            UnaryOperator<@Nullable String> environment, String... arguments) {
        CommandLine line =
                new CommandLine(new LabCommand())
                        .setParameterExceptionHandler(LabCommand::printUsageError)
                        .setExecutionExceptionHandler(LabCommand::printFailure);
        if (List.of(arguments).contains(SERVE)) {
            CommandLine serve = Objects.requireNonNull(line.getSubcommands().get(SERVE));
            serve.setDefaultValueProvider(OptionDefaults.read(serve, environment, arguments));
        }
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int printUsageError(ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("lab: " + error.getMessage());
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    private static int printFailure(Exception failure, CommandLine command, ParseResult parsed) {
        command.getErr().println("lab: " + failure.getMessage());
        command.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}

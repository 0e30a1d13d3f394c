package dev.wirelab.lab;

import dev.wirelab.lab.rehearsal.RehearseCommand;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The entrance of `lab.jar`.
@Command(
        name = "lab",
        description = "One chat on four wires.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = CommandLine.HelpCommand.class,
        synopsisSubcommandLabel = "COMMAND")
public final class LabMain implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the field
    private LabMain() {}

    /// Runs the program; the exit code is 0, or 2 for anything that the user can mend.
    public static void main(String[] args) {
        int code = execute(args.length == 0 ? new String[] {"serve"} : args);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int execute(String... args) {
        CommandLine line = commandLine();
        CommandLine serve = new CommandLine(new ServeCommand());
        line.addSubcommand(serve);
        line.addSubcommand(new RehearseCommand());
        try {
            Properties file = new Properties();
            Optional<String> path = configPath(args);
            if (path.isPresent()) {
                file = Settings.read(serve, Path.of(path.get()));
            }
            serve.setDefaultValueProvider(new Settings(System::getenv, file));
        } catch (CommandLine.ParameterException e) {
            line.getErr().println("lab: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        return line.execute(args);
    }

    /// The configuration file must be known before the rest of the command line can be read.
    private static Optional<String> configPath(String... args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith("--config=")) {
                return Optional.of(args[i].substring("--config=".length()));
            }
            if (args[i].equals("--config") && i + 1 < args.length) {
                return Optional.of(args[i + 1]);
            }
        }
        return Optional.ofNullable(System.getenv("WIRELAB_CONFIG"));
    }

    private static CommandLine commandLine() {
        CommandLine line = new CommandLine(new LabMain());
        line.setExecutionExceptionHandler((failure, command, _) -> {
            command.getErr().println("lab: " + failure.getMessage());
            return CommandLine.ExitCode.USAGE;
        });
        line.setParameterExceptionHandler((failure, _) -> {
            CommandLine command = failure.getCommandLine();
            command.getErr().println("lab: " + failure.getMessage());
            command.getErr()
                    .println(
                            "Try 'lab "
                                    + (command.getParent() == null
                                            ? ""
                                            : command.getCommandName() + " ")
                                    + "--help'.");
            return CommandLine.ExitCode.USAGE;
        });
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}

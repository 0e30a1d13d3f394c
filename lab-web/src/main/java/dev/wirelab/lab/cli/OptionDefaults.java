package dev.wirelab.lab.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The value of an option that is not on the command line: `WIRELAB_HTTP_PORT` for `--http-port`,
/// else `http-port` in the properties file of `--config`.
final class OptionDefaults implements IDefaultValueProvider {
    private static final String PREFIX = "WIRELAB_";

    private final UnaryOperator<@Nullable String> environment;
    private final Properties file = new Properties();

    private OptionDefaults(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    /// Parses only `--config`, which is needed before the other options are parsed.
    @Command
    private static final class ConfigOption {
        @Option(names = ServeOptions.CONFIG)
        private @Nullable Path file;
    }

    /// Reads the properties file, if the command line or the environment names one.
    ///
    /// @param command the command whose options the file may set
    /// @param environment looks up an environment variable
    /// @throws ParameterException if the file cannot be read, or sets an unknown option
    static OptionDefaults read(
            CommandLine command, UnaryOperator<@Nullable String> environment, String... arguments) {
        OptionDefaults defaults = new OptionDefaults(environment);
        Path path = defaults.config(arguments);
        if (path == null) {
            return defaults;
        }
        try (Reader reader = Files.newBufferedReader(path)) {
            defaults.file.load(reader);
        } catch (NoSuchFileException e) {
            throw new ParameterException(command, "there is no file " + path, e);
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(command, "cannot read " + path + ": " + e.getMessage(), e);
        }
        for (String name : defaults.file.stringPropertyNames()) {
            if (command.getCommandSpec().findOption("--" + name) == null) {
                throw new ParameterException(command, path + ": unknown setting " + name);
            }
        }
        return defaults;
    }

    private @Nullable Path config(String... arguments) {
        ConfigOption option = new ConfigOption();
        try {
            new CommandLine(option).setUnmatchedArgumentsAllowed(true).parseArgs(arguments);
        } catch (ParameterException e) {
            return null; // The command itself reports it.
        }
        String variable = variable(ServeOptions.CONFIG);
        return option.file == null && variable != null ? Path.of(variable) : option.file;
    }

    private @Nullable String variable(String option) {
        String name = option.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
        return environment.apply(PREFIX + name);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)
                || option.usageHelp()
                || option.versionHelp()) {
            return null;
        }
        String variable = variable(option.longestName());
        return variable == null ? file.getProperty(option.longestName().substring(2)) : variable;
    }
}

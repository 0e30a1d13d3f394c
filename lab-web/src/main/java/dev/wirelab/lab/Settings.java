package dev.wirelab.lab;

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
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Where an option that is not on the command line gets its value: `WIRELAB_HTTP_PORT` for
/// `--http-port`, then `http-port` in the properties file, then its default.
final class Settings implements CommandLine.IDefaultValueProvider {
    private static final String PREFIX = "WIRELAB_";

    private final UnaryOperator<@Nullable String> environment;
    private final Properties file;

    /// @param environment looks up a variable
    Settings(UnaryOperator<@Nullable String> environment, Properties file) {
        this.environment = environment;
        this.file = file;
    }

    /// Reads a properties file.
    ///
    /// @throws CommandLine.ParameterException if it cannot be read, or has a name that is no option
    static Properties read(CommandLine command, Path path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new CommandLine.ParameterException(command, "there is no file " + path, e);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandLine.ParameterException(
                    command, "cannot read the configuration " + path + ": " + e.getMessage(), e);
        }
        for (String name : properties.stringPropertyNames()) {
            if (command.getCommandSpec().findOption("--" + name) == null) {
                throw new CommandLine.ParameterException(
                        command, path + ": there is no setting " + name);
            }
        }
        return properties;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        String name = option.longestName().substring(2);
        String variable = PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
        String value = environment.apply(variable);
        return value != null ? value : file.getProperty(name);
    }
}

package dev.wirelab.lab;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.jspecify.annotations.Nullable;

/// Where an option gets its value: the command line, then `WIRELAB_HTTP_PORT` for `--http-port`,
/// then `http-port` in the properties file.
///
/// @param environment looks up a variable
record Settings(CommandLine line, UnaryOperator<@Nullable String> environment, Properties file) {
    private static final String PREFIX = "WIRELAB_";
    private static final String CONFIG = "config";

    /// Reads the properties file, if one is named.
    ///
    /// @throws ParseException if it cannot be read, or has a name that is no option
    static Settings of(
            CommandLine line, UnaryOperator<@Nullable String> environment, Options options)
            throws ParseException {
        Settings settings = new Settings(line, environment, new Properties());
        String path = settings.value(CONFIG);
        if (path != null) {
            settings.read(Path.of(path), options);
        }
        return settings;
    }

    private void read(Path path, Options options) throws ParseException {
        try (Reader reader = Files.newBufferedReader(path)) {
            file.load(reader);
        } catch (NoSuchFileException e) {
            throw new ParseException("there is no file " + path);
        } catch (IOException | IllegalArgumentException e) {
            throw new ParseException(
                    "cannot read the configuration " + path + ": " + e.getMessage());
        }
        for (String name : file.stringPropertyNames()) {
            if (!options.hasLongOption(name)) {
                throw new ParseException(path + ": there is no setting " + name);
            }
        }
    }

    /// The value of an option, or null if nothing says one.
    @Nullable String value(String option) {
        String told = line.getOptionValue(option);
        if (told == null) {
            told = environment.apply(PREFIX + option.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
        return told == null ? file.getProperty(option) : told;
    }

    /// Whether an option without a value is on.
    ///
    /// @throws ParseException if environment or file say neither `true` nor `false`
    boolean isOn(String option) throws ParseException {
        if (line.hasOption(option)) {
            return true;
        }
        String told = value(option);
        return switch (told == null ? "false" : told.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(option, told, "neither true nor false");
        };
    }

    /// The number that an option is set to.
    ///
    /// @throws ParseException if it is set to something else
    int number(String option, int otherwise) throws ParseException {
        String told = value(option);
        try {
            return told == null ? otherwise : Integer.parseInt(told.strip());
        } catch (NumberFormatException e) {
            throw invalid(option, told, "not an int");
        }
    }

    private static ParseException invalid(String option, @Nullable String told, String fault) {
        return new ParseException(
                "Invalid value for option '--" + option + "': '" + told + "' is " + fault);
    }
}

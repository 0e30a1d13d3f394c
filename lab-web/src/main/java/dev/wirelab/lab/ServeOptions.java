package dev.wirelab.lab;

import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.http.AccessKey;
import dev.wirelab.transports.http.TokenSecret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.HelpFormatter;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import org.jspecify.annotations.Nullable;

/// The options of `lab serve`, and the configuration that they make.
final class ServeOptions {
    private static final int WIDTH = 100;
    private static final int MAX_PORT = 65_535;
    private static final String HOST = "127.0.0.1";
    private static final int HTTP_PORT = 7070;
    private static final int TCP_PORT = 7071;
    private static final ChatOptions CHAT = ChatOptions.DEFAULTS;

    private static final int MIB_BITS = 20;
    private static final String HEADER =
            "Run a lab: one chat over WebSocket, long polling, short polling and TCP lines, and a page"
                    + " that shows them side by side.";
    private static final String FOOTER =
            "Each option may also be set as an environment variable (--http-port as"
                    + " WIRELAB_HTTP_PORT) or in a properties file (http-port=7070, --config).";

    private static final Options ALL = new Options();

    static {
        option(
                "host",
                "ADDRESS",
                "Address to listen on ("
                        + HOST
                        + "). Anything but a loopback address"
                        + " lets everyone who reaches this machine log in, and nothing is encrypted.");
        option(
                "http-port",
                "PORT",
                "Port of the page, WebSocket and polling; 0 takes a free one (" + HTTP_PORT + ").");
        option("tcp-port", "PORT", "Port of TCP lines; 0 takes a free one (" + TCP_PORT + ").");
        option(
                "session-lease",
                "SECONDS",
                "How long a session lives without a connection ("
                        + CHAT.sessionLease().toSeconds()
                        + ").");
        option(
                "session-life",
                "HOURS",
                "How long a session and its token live at most ("
                        + CHAT.sessionLife().toHours()
                        + ").");
        option(
                "max-sessions",
                "N",
                "How many sessions there are at most at a time (" + CHAT.maxSessions() + ").");
        option(
                "retain-events",
                "N",
                "How many events are retained for readers who lag ("
                        + CHAT.retainedEvents()
                        + ").");
        option(
                "retain-mib",
                "MIB",
                "How much memory they may take (" + (CHAT.retainedBytes() >> MIB_BITS) + ").");
        option(
                "secret-file",
                "FILE",
                "File whose content signs the tokens, at least "
                        + TokenSecret.MIN_BYTES
                        + " bytes. Default: random at each start.");
        option(
                "key",
                "KEY",
                "Key that opens meters, results, the robot and comparisons: 22 to 256 characters of"
                        + " A-Z, a-z, 0-9, - and _. Default: random at each start.");
        option(
                "allow-origin",
                "ORIGIN",
                "Further origin whose pages may use the lab, such as https://example.org; several with commas.");
        option(
                "results",
                "FOLDER",
                "Folder of the results that the page shows ("
                        + SiteOptions.DEFAULTS.results()
                        + ").");
        option(
                "load-jar",
                "FILE",
                "The load program, for comparisons that the page starts. Default: found beside this one, or where the build puts it.");
        option("robot", null, "Have a robot in #lobby from the start, who answers when spoken to.");
        option(
                "ledger",
                null,
                "Read all traffic and tell in the meters what each byte was there for. Costs CPU for each byte: docs/measuring.md says how much.");
        option("config", "FILE", "Properties file to read settings from.");
        ALL.addOption("h", "help", false, "This text.");
        ALL.addOption("V", "version", false, "Which version this is.");
    }

    private ServeOptions() {}

    private static void option(String name, @Nullable String value, String text) {
        Option.Builder option = Option.builder().longOpt(name).desc(text);
        ALL.addOption(value == null ? option.build() : option.hasArg().argName(value).build());
    }

    /// The text of `lab serve --help`.
    static String help() {
        StringWriter text = new StringWriter();
        HelpFormatter formatter = new HelpFormatter();
        formatter.setOptionComparator(null);
        formatter.setLongOptSeparator("=");
        formatter.setSyntaxPrefix("Usage: ");
        formatter.printHelp(
                new PrintWriter(text, true),
                WIDTH,
                "lab serve [OPTION ...]",
                HEADER,
                ALL,
                2,
                2,
                FOOTER);
        return text.toString();
    }

    /// Reads the command line.
    ///
    /// @param environment looks up a variable
    /// @throws ParseException if a lab cannot be started with it, and why
    static LabConfig parse(List<String> args, UnaryOperator<@Nullable String> environment)
            throws ParseException {
        CommandLine line = line(args);
        Settings settings = Settings.of(line, environment, ALL);
        ChatOptions chat =
                new ChatOptions(
                        Duration.ofSeconds(
                                positive(
                                        settings,
                                        "session-lease",
                                        CHAT.sessionLease().toSeconds())),
                        Duration.ofHours(
                                positive(settings, "session-life", CHAT.sessionLife().toHours())),
                        positive(settings, "retain-events", CHAT.retainedEvents()),
                        (long) positive(settings, "retain-mib", CHAT.retainedBytes() >> MIB_BITS)
                                << MIB_BITS,
                        positive(settings, "max-sessions", CHAT.maxSessions()));
        return new LabConfig(
                Objects.requireNonNullElse(settings.value("host"), HOST),
                port(settings, "http-port", HTTP_PORT),
                port(settings, "tcp-port", TCP_PORT),
                chat,
                TimeLimits.DEFAULTS,
                secret(settings.value("secret-file")),
                key(settings.value("key")),
                settings.isOn("ledger"),
                origins(line, settings),
                new SiteOptions(
                        path(settings, "results").orElse(SiteOptions.DEFAULTS.results()),
                        path(settings, "load-jar"),
                        settings.isOn("robot")));
    }

    private static CommandLine line(List<String> args) throws ParseException {
        try {
            DefaultParser parser = DefaultParser.builder().setAllowPartialMatching(false).build();
            CommandLine line = parser.parse(ALL, args.toArray(String[]::new));
            if (!line.getArgList().isEmpty()) {
                throw new ParseException(
                        "Unknown argument: '" + line.getArgList().getFirst() + "'");
            }
            return line;
        } catch (UnrecognizedOptionException e) {
            throw new ParseException("Unknown option: '" + e.getOption() + "'");
        } catch (MissingArgumentException e) {
            Option option = e.getOption();
            throw new ParseException(
                    "--" + option.getLongOpt() + " needs a value, " + option.getArgName());
        }
    }

    private static List<String> origins(CommandLine line, Settings settings) {
        String[] told = line.getOptionValues("allow-origin");
        String all = told == null ? settings.value("allow-origin") : String.join(",", told);
        return all == null ? List.of() : Arrays.stream(all.split(",")).map(String::strip).toList();
    }

    private static Optional<Path> path(Settings settings, String option) {
        return Optional.ofNullable(settings.value(option)).map(Path::of);
    }

    private static TokenSecret secret(@Nullable String file) throws ParseException {
        if (file == null) {
            return TokenSecret.random();
        }
        try {
            return new TokenSecret(Files.readAllBytes(Path.of(file)));
        } catch (IOException | IllegalArgumentException e) {
            throw new ParseException("cannot use the secret " + file + ": " + e.getMessage());
        }
    }

    private static AccessKey key(@Nullable String key) throws ParseException {
        try {
            return key == null ? AccessKey.random() : AccessKey.of(key);
        } catch (IllegalArgumentException e) {
            throw new ParseException("--key: " + e.getMessage());
        }
    }

    private static int port(Settings settings, String option, int otherwise) throws ParseException {
        int port = settings.number(option, otherwise);
        if (port < 0 || port > MAX_PORT) {
            throw new ParseException("--" + option + " must be 0 to " + MAX_PORT);
        }
        return port;
    }

    private static int positive(Settings settings, String option, long otherwise)
            throws ParseException {
        int value = settings.number(option, Math.toIntExact(otherwise));
        if (value < 1) {
            throw new ParseException("--" + option + " must be at least 1");
        }
        return value;
    }
}

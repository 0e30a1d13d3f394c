package dev.wirelab.lab;

import dev.wirelab.lab.rehearsal.RehearseCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.cli.ParseException;

/// The entrance of `lab.jar`.
public final class LabMain {
    private static final int DONE = 0;

    /// Anything that the user can mend.
    private static final int USAGE = 2;

    /// Where the JDK gets its locales from (`java.util.spi.LocaleServiceProvider`): SPI stands for
    /// programs that bring their own, and beside them there is the root locale.
    private static final String LOCALES = "java.locale.providers";

    private static final String USAGE_OF_ALL =
            """
            Usage: lab COMMAND
            One chat on four wires.

              serve          run a lab until it is told to stop
              rehearse FILE  let the JVM learn how a lab works
              help COMMAND   tell what a command does, and its options
              -h, --help     this text
              -V, --version  which version this is
            """;

    private LabMain() {}

    /// Runs the program; the exit code is 0, or 2 for anything that the user can mend.
    public static void main(String[] args) {
        int code = execute(List.of(args.length == 0 ? new String[] {"serve"} : args));
        if (code != DONE) {
            System.exit(code);
        }
    }

    private static int execute(List<String> args) {
        String command = args.getFirst();
        List<String> rest = args.subList(1, args.size());
        try {
            return switch (command) {
                case "serve" -> serve(rest);
                case "rehearse" -> rehearse(rest);
                case "help" -> help(rest);
                case "-h", "--help" -> help(List.of());
                case "-V", "--version" -> version();
                default ->
                        throw new ParseException(
                                (command.startsWith("-")
                                                ? "Unknown option: '"
                                                : "Unknown command: '")
                                        + command
                                        + "'");
            };
        } catch (ParseException e) {
            System.err.println("lab: " + e.getMessage());
            System.err.println("Try 'lab " + hint(command) + "--help'.");
        } catch (Exception e) {
            System.err.println("lab: " + e.getMessage());
        }
        return USAGE;
    }

    private static String hint(String command) {
        return command.equals("serve") ? "serve " : "";
    }

    private static int serve(List<String> args) throws Exception {
        if (asksFor(args, "-h", "--help")) {
            return help(List.of("serve"));
        }
        if (asksFor(args, "-V", "--version")) {
            return version();
        }
        withoutLocales();
        LabConfig config = ServeOptions.parse(args, System::getenv);
        try {
            return ServeCommand.run(config);
        } catch (IOException e) {
            throw new ParseException(e.getMessage());
        }
    }

    /// Spares the JDK the data of its thousand locales, which Jetty and Jackson ask for when they
    /// start and the lab never uses (docs/decisions/0011). Does nothing once one was asked for.
    private static void withoutLocales() {
        if (System.getProperty(LOCALES) == null) {
            System.setProperty(LOCALES, "SPI");
        }
    }

    private static int rehearse(List<String> args) throws Exception {
        if (asksFor(args, "-h", "--help")) {
            return help(List.of("rehearse"));
        }
        if (args.size() != 1) {
            throw new ParseException("rehearse takes one file");
        }
        return new RehearseCommand(Path.of(args.getFirst())).call();
    }

    private static boolean asksFor(List<String> args, String... names) {
        return Arrays.stream(names).anyMatch(args::contains);
    }

    private static int help(List<String> about) throws ParseException {
        switch (about.isEmpty() ? "" : about.getFirst()) {
            case "" -> System.out.print(USAGE_OF_ALL);
            case "serve" -> System.out.print(ServeOptions.help());
            case "rehearse" -> System.out.print(RehearseCommand.HELP);
            default -> throw new ParseException("Unknown command: '" + about.getFirst() + "'");
        }
        return DONE;
    }

    private static int version() {
        Version.lines().forEach(System.out::println);
        return DONE;
    }
}

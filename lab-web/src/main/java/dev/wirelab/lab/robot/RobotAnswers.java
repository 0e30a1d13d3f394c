package dev.wirelab.lab.robot;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Content;
import dev.wirelab.core.protocol.Event;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The robot's replies: in private to a private message, and in the group to a message that
/// contains its name.
final class RobotAnswers {
    private static final String HELP =
            "I reply to private messages and to my name. Try: ping, time, or echo and a text.";
    private static final Pattern ECHO =
            Pattern.compile("\\becho\\s+(.+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern PING = word("ping");
    private static final Pattern TIME = word("time");
    private static final Pattern ASKS_HELP = word("help");

    private final String name;
    private final Pattern named;

    /// @param name the robot's own
    RobotAnswers(String name) {
        this.name = name;
        this.named = word(Pattern.quote(name));
    }

    /// A whole word, in text of any script.
    private static Pattern word(String word) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}_.-])" + word + "(?![\\p{L}\\p{N}_-])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /// The reply, if the message is for the robot.
    Optional<Command.Say> to(Event.Message message, Instant now) {
        if (message.from().equals(name)) {
            return Optional.empty();
        }
        String text =
                switch (message.content()) {
                    case Content.Text(String said) -> said;
                    case Content.Binary binary -> binary.placeholder();
                };
        return switch (message.to()) {
            case Address.User _ ->
                    Optional.of(
                            new Command.Say(
                                    null,
                                    new Address.User(message.from()),
                                    answer(text, message.from(), now)));
            case Address.Group group when named.matcher(text).find() ->
                    Optional.of(new Command.Say(null, group, answer(text, message.from(), now)));
            case Address.Group _ -> Optional.empty();
        };
    }

    private static String answer(String text, String from, Instant now) {
        var echo = ECHO.matcher(text);
        if (echo.find()) {
            return echo.group(1);
        }
        if (PING.matcher(text).find()) {
            return "pong";
        }
        if (TIME.matcher(text).find()) {
            return String.format(
                    Locale.ROOT, "The time here is %s.", now.truncatedTo(ChronoUnit.SECONDS));
        }
        if (ASKS_HELP.matcher(text).find()) {
            return HELP;
        }
        return "Hello " + from + ". " + HELP;
    }
}

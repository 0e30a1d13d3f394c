package dev.wirelab.transports.tcp;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.StartPosition;
import dev.wirelab.core.protocol.TextRules;
import dev.wirelab.transports.AccessCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A line that a person typed at telnet. A line that begins with `/` is a command; any other is
/// published to the current address.
sealed interface LineInput {
    /// Execute a command that every transport has.
    record Do(Command command) implements LineInput {}

    /// Publish this text to the current address.
    record Say(String text) implements LineInput {}

    /// Show the history of this address, or of the current one.
    record History(@Nullable Address address) implements LineInput {}

    /// Make this the current address.
    record To(Address address) implements LineInput {}

    /// Show the session's own token.
    record ShowToken() implements LineInput {}

    /// Show the help.
    record Help() implements LineInput {}

    /// End the connection.
    record Quit() implements LineInput {}

    /// Nothing was typed.
    record Nothing() implements LineInput {}

    /// The output of `/help`.
    String HELP =
            """
            * /login NAME [CODE]    log in, with the access code of a lab that demands one
            * /token JWT [CURSOR]   resume a session; /token alone shows yours
            * TEXT                  send to the current address, at first #lobby
            * /to ADDRESS           make #GROUP or @USER the current address
            * /say ADDRESS TEXT     send to another address
            * /join #GROUP          join a group              /leave #GROUP
            * /users [#GROUP]       list the members          /groups
            * /history [ADDRESS]    show older messages
            * /ping                 /help                     /quit\
            """;

    /// Parses one line without its end.
    ///
    /// @throws Refusal `bad_request` or `too_large`
    static LineInput parse(String line) {
        if (!line.startsWith("/")) {
            return line.isEmpty() ? new Nothing() : new Say(TextRules.text(line));
        }
        String[] words = line.split(" ", 2);
        String rest = words.length > 1 ? words[1] : "";
        String argument = rest.strip();
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "/login" -> login(need(argument, "/login NAME"));
            case "/token" -> token(argument);
            case "/say" -> say(rest);
            case "/to" -> new To(Address.parse(need(argument, "/to ADDRESS")));
            case "/join" ->
                    new Do(
                            new Command.Join(
                                    null, Address.parseGroup(need(argument, "/join #GROUP"))));
            case "/leave" ->
                    new Do(
                            new Command.Leave(
                                    null, Address.parseGroup(need(argument, "/leave #GROUP"))));
            case "/users" -> new Do(new Command.Users(null, group(argument), null));
            case "/groups" -> new Do(new Command.Groups(null));
            case "/history" -> new History(argument.isEmpty() ? null : Address.parse(argument));
            case "/ping" -> new Do(new Command.Ping(null));
            case "/help" -> new Help();
            case "/quit" -> new Quit();
            default -> throw Refusal.badRequest("no such command, /help lists them");
        };
    }

    private static LineInput say(String rest) {
        String[] parts = rest.stripLeading().split(" ", 2);
        if (parts.length < 2) {
            throw Refusal.badRequest("usage: /say ADDRESS TEXT");
        }
        return new Do(new Command.Say(null, Address.parse(parts[0]), TextRules.text(parts[1])));
    }

    private static LineInput token(String argument) {
        if (argument.isEmpty()) {
            return new ShowToken();
        }
        String[] parts = argument.split(" +", 2);
        return login(null, parts[0], null, parts.length > 1 ? parts[1] : null);
    }

    /// A second word is the access code, if it can be one.
    private static LineInput login(String argument) {
        int space = argument.lastIndexOf(' ');
        String last = argument.substring(space + 1);
        boolean hasCode = space >= 0 && AccessCode.isCode(last);
        return login(
                TextRules.name("user", hasCode ? argument.substring(0, space).strip() : argument),
                null,
                hasCode ? last : null,
                null);
    }

    private static LineInput login(
            @Nullable String user,
            @Nullable String token,
            @Nullable String code,
            @Nullable String after) {
        return new Do(
                new Command.Login(
                        null,
                        user,
                        null,
                        token,
                        code,
                        StartPosition.parse(after),
                        true,
                        ProtocolVersion.V1));
    }

    private static Address.Group group(String argument) {
        return argument.isEmpty() ? Address.LOBBY : Address.parseGroup(argument);
    }

    private static String need(String argument, String usage) {
        if (argument.isEmpty()) {
            throw Refusal.badRequest("usage: " + usage);
        }
        return argument;
    }
}

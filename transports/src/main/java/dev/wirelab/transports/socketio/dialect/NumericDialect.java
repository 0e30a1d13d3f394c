package dev.wirelab.transports.socketio.dialect;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.TextRules;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Events that are numbers, for errors, who is online, the group and private messages. What the lab
/// sends is an object `{user, data}` as the text of its JSON; `user` is null for the lab itself. A
/// page may send an object `{data, to}` or the text of one.
final class NumericDialect implements Dialect {
    private static final String ERROR = "0";
    private static final String ONLINE = "1";
    private static final String GROUP = "2";
    private static final String PRIVATE = "3";
    private static final String DATA = "data";

    @Override
    public String name() {
        return "numeric";
    }

    @Override
    public boolean needsToken() {
        return true;
    }

    @Override
    public boolean echoes() {
        return false;
    }

    @Override
    public boolean listsUsers() {
        return true;
    }

    @Override
    public Request read(String event, List<String> arguments) {
        return new Request.Execute(null, command(event, arguments));
    }

    private static Command command(String event, List<String> arguments) {
        return switch (event) {
            case ONLINE -> new Command.Users(null, Address.LOBBY, null);
            case GROUP -> new Command.Say(null, Address.LOBBY, payload(arguments).text(DATA));
            case PRIVATE -> {
                Payload payload = payload(arguments);
                String to = TextRules.name("user", payload.required("to"));
                yield new Command.Say(null, new Address.User(to), payload.text(DATA));
            }
            default -> throw Refusal.badRequest("the events are 1, 2 and 3");
        };
    }

    private static Payload payload(List<String> arguments) {
        Payload payload = Payload.of(arguments, DATA);
        String data = payload.members().size() == 1 ? payload.optional(DATA) : null;
        boolean isObject =
                data != null && data.startsWith("{") && arguments.getFirst().startsWith("\"");
        return isObject ? Payload.of(List.of(data), DATA) : payload;
    }

    @Override
    public @Nullable String write(Event event) {
        return switch (event) {
            case Event.Message message -> {
                String kind =
                        switch (message.to()) {
                            case Address.Group _ -> GROUP;
                            case Address.User _ -> PRIVATE;
                        };
                yield packet(
                        kind,
                        by(user(message.from()))
                                .with(DATA, Json.textOf(message.content()))
                                .with("to", message.to().toString()));
            }
            case Event.UserList list ->
                    packet(
                            ONLINE,
                            by("null")
                                    .withJson(
                                            DATA,
                                            list.users().stream()
                                                    .map(each -> user(each.name()))
                                                    .collect(Collectors.joining(",", "[", "]"))));
            case Event.Hello hello ->
                    packet(GROUP, by("null").with(DATA, "Welcome, " + hello.user()));
            case Event.Gap _ -> packet(GROUP, by("null").with(DATA, "Messages are missing here."));
            case Event.Error error ->
                    packet(
                            ERROR,
                            by("null")
                                    .with(DATA, error.message())
                                    .with("code", error.code().code()));
            case Event.Joined _,
                    Event.Left _,
                    Event.CursorMoved _,
                    Event.GroupList _,
                    Event.HistoryPage _,
                    Event.Ok _,
                    Event.Pong _ ->
                    null;
        };
    }

    private static Json by(String user) {
        return new Json().withJson("user", user);
    }

    private static String user(String name) {
        return new Json().with("username", name).toString();
    }

    private static String packet(String kind, Json payload) {
        return "[" + kind + "," + Json.quoted(payload.toString()) + "]";
    }
}

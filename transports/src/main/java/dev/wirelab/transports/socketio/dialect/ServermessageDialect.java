package dev.wirelab.transports.socketio.dialect;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.Refusal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A page sends `message` with `{name, msg}`, and all pages are sent `servermessage` with the same.
/// A message to `@robot` is answered to its sender alone. In the lab's own messages `name` is `*`.
final class ServermessageDialect implements Dialect {
    private static final String MSG = "msg";
    private static final String THE_LAB = "*";
    private static final String ROBOT = "robot";
    private static final Pattern TO_ROBOT =
            Pattern.compile(
                    "\\s*@" + ROBOT + "(?![\\w-])[\\s,:]*(.*)",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    @Override
    public String name() {
        return "servermessage";
    }

    @Override
    public boolean needsToken() {
        return false;
    }

    @Override
    public boolean echoes() {
        return true;
    }

    @Override
    public boolean listsUsers() {
        return false;
    }

    @Override
    public Request read(String event, List<String> arguments) {
        if (!event.equals("message")) {
            throw Refusal.badRequest("the event is message");
        }
        Payload payload = Payload.of(arguments, MSG);
        String text = payload.text(MSG);
        Matcher toRobot = TO_ROBOT.matcher(text);
        if (toRobot.matches()) {
            return new Request.Answer(packet(servermessage(ROBOT, answer(toRobot.group(1)))));
        }
        String name = payload.optional("name");
        return new Request.Execute(
                name == null ? null : new Request.Speaker(name, null),
                new Command.Say(null, Address.LOBBY, text));
    }

    private static String answer(String asked) {
        return switch (asked.strip()) {
            case "" -> "Yes? Nobody else sees what you write to me.";
            case "ping" -> "pong";
            default -> "You wrote: " + asked.strip();
        };
    }

    @Override
    public @Nullable String write(Event event) {
        return switch (event) {
            case Event.Message message ->
                    packet(
                            Recipients.add(
                                    servermessage(message.from(), Json.textOf(message.content())),
                                    message.to()));
            case Event.Gap _ -> packet(servermessage(THE_LAB, "Messages are missing here."));
            case Event.Error error ->
                    packet(
                            servermessage(THE_LAB, error.message())
                                    .with("code", error.code().code()));
            case Event.Hello _,
                    Event.Joined _,
                    Event.Left _,
                    Event.CursorMoved _,
                    Event.UserList _,
                    Event.GroupList _,
                    Event.HistoryPage _,
                    Event.Ok _,
                    Event.Pong _ ->
                    null;
        };
    }

    private static Json servermessage(String name, String msg) {
        return new Json().with("name", name).with(MSG, msg);
    }

    private static String packet(Json payload) {
        return "[\"servermessage\"," + payload + "]";
    }
}

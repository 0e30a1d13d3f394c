package dev.wirelab.transports.socketio.dialect;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.TextRules;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One event `textmsg` with `{name, avatar, content, to}` in both directions, without `to` for
/// everyone, and `count_updated` with the number of who is online. In the lab's own messages `name`
/// is `*`.
final class TextmsgDialect implements Dialect {
    private static final String TEXTMSG = "textmsg";
    private static final String CONTENT = "content";
    private static final String THE_LAB = "*";

    private final Function<Address.User, Optional<String>> avatarOf;

    TextmsgDialect(Function<Address.User, Optional<String>> avatarOf) {
        this.avatarOf = avatarOf;
    }

    @Override
    public String name() {
        return TEXTMSG;
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
        return true;
    }

    @Override
    public Request read(String event, List<String> arguments) {
        if (!event.equals(TEXTMSG)) {
            throw Refusal.badRequest("the event is textmsg");
        }
        Payload payload = Payload.of(arguments, CONTENT);
        String to = payload.optional("to");
        Address address = to == null ? Address.LOBBY : new Address.User(TextRules.name("user", to));
        String name = payload.optional("name");
        return new Request.Execute(
                name == null ? null : new Request.Speaker(name, payload.optional("avatar")),
                new Command.Say(null, address, payload.text(CONTENT)));
    }

    @Override
    public @Nullable String write(Event event) {
        return switch (event) {
            case Event.Message message -> {
                String from = message.from();
                String avatar = avatarOf.apply(new Address.User(from)).orElse("");
                Json json = textmsg(from, avatar, Json.textOf(message.content()));
                yield packet(Recipients.add(json, message.to()));
            }
            case Event.UserList list -> "[\"count_updated\"," + list.count() + "]";
            case Event.Gap _ -> packet(textmsg(THE_LAB, "", "Messages are missing here."));
            case Event.Error error ->
                    packet(textmsg(THE_LAB, "", error.message()).with("code", error.code().code()));
            case Event.Hello _,
                    Event.Joined _,
                    Event.Left _,
                    Event.CursorMoved _,
                    Event.GroupList _,
                    Event.HistoryPage _,
                    Event.Ok _,
                    Event.Pong _ ->
                    null;
        };
    }

    private static Json textmsg(String name, String avatar, String content) {
        return new Json().with("name", name).with("avatar", avatar).with(CONTENT, content);
    }

    private static String packet(Json payload) {
        return "[\"" + TEXTMSG + "\"," + payload + "]";
    }
}

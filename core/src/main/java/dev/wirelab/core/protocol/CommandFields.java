package dev.wirelab.core.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The fields of one command while it is read. Used by one thread, for one command.
final class CommandFields {
    private @Nullable String type;
    private @Nullable String id;
    private @Nullable String to;
    private @Nullable String text;
    private @Nullable String user;
    private @Nullable String avatar;
    private @Nullable String token;
    private @Nullable String code;
    private @Nullable String after;
    private @Nullable String before;
    private @Nullable Boolean watch;
    private @Nullable Boolean echo;
    private @Nullable Integer max;
    private @Nullable Integer v;
    private @Nullable String media;
    private @Nullable String name;
    private @Nullable String data;
    private @Nullable Integer bytes;

    private final ProtocolVersion version;
    private final byte @Nullable [] raw;

    /// @param version the version of the connection; what only later versions know is ignored
    CommandFields(ProtocolVersion version) {
        this(version, null);
    }

    /// @param raw the bytes that follow the JSON, or null
    CommandFields(ProtocolVersion version, byte @Nullable [] raw) {
        this.version = version;
        this.raw = raw;
    }

    void set(String name, JsonToken value, JsonParser parser) throws IOException {
        switch (name) {
            case "type" -> type = string(name, value, parser);
            case "id" -> id = string(name, value, parser);
            case "to" -> to = string(name, value, parser);
            case "text" -> text = string(name, value, parser);
            case "user" -> user = string(name, value, parser);
            case "avatar" -> avatar = string(name, value, parser);
            case "token" -> token = string(name, value, parser);
            case "code" -> code = string(name, value, parser);
            case "after" -> after = cursor(name, value, parser);
            case "before" -> before = string(name, value, parser);
            case "watch" -> watch = bool(name, value);
            case "echo" -> echo = bool(name, value);
            case "max" -> max = integer(name, value, parser);
            case "v" -> v = integer(name, value, parser);
            default -> {
                if (version != ProtocolVersion.V1) {
                    setBinary(name, value, parser);
                }
            }
        }
    }

    private void setBinary(String field, JsonToken value, JsonParser parser) throws IOException {
        switch (field) {
            case "media" -> media = string(field, value, parser);
            case "name" -> name = string(field, value, parser);
            case "data" -> data = string(field, value, parser);
            case "bytes" ->
                    bytes =
                            value == JsonToken.VALUE_NUMBER_INT
                                            && parser.getNumberType() == JsonParser.NumberType.INT
                                    ? parser.getIntValue()
                                    : -1;
            default -> {}
        }
    }

    /// The id if it is valid, so that an error may repeat it.
    @Nullable String usableId() {
        return id != null && isId(id) ? id : null;
    }

    /// The number of bytes that follow the JSON of a line; 0 if none do.
    ///
    /// @throws Refusal `bad_request` or `too_large`
    int rawBytes() {
        return bytes == null || !"say".equals(type) ? 0 : BinaryRules.size(bytes);
    }

    Command command() {
        if (id != null && !isId(id)) {
            throw Refusal.badRequest("id must have 1 to " + TextRules.MAX_ID_BYTES + " bytes");
        }
        if (raw != null && !"say".equals(type)) {
            throw Refusal.badRequest("only a message is followed by bytes");
        }
        return switch (need("type", type)) {
            case "say" -> new Command.Say(id, Address.parse(need("to", to)), content());
            case "join" -> new Command.Join(id, Address.parseGroup(need("to", to)));
            case "leave" -> new Command.Leave(id, Address.parseGroup(need("to", to)));
            case "groups" -> new Command.Groups(id);
            case "users" ->
                    new Command.Users(
                            id, to == null ? Address.LOBBY : Address.parseGroup(to), watch);
            case "history" -> history();
            case "ping" -> new Command.Ping(id);
            case "login" -> login();
            default -> throw Refusal.badRequest("no such type of command");
        };
    }

    private Content content() {
        if (data == null && raw == null) {
            return new Content.Text(TextRules.text(need("text", text)));
        }
        if (text != null || (data != null && raw != null)) {
            throw Refusal.badRequest("a message has either text or data");
        }
        if (raw != null && bytes != null && bytes != raw.length) {
            throw Refusal.badRequest("the field bytes is not the number of bytes that follow");
        }
        return new Content.Binary(
                BinaryRules.media(need("media", media)),
                name == null ? null : BinaryRules.name(name),
                raw == null ? BinaryRules.data(need("data", data)) : BinaryRules.data(raw));
    }

    private Command history() {
        int limit = max == null ? Command.History.DEFAULT_MAX : max;
        if (limit < 1 || limit > Command.History.LIMIT) {
            throw Refusal.badRequest("max must be 1 to " + Command.History.LIMIT);
        }
        return new Command.History(
                id,
                to == null ? Address.LOBBY : Address.parse(to),
                before == null ? null : Cursor.parse(before),
                limit);
    }

    Command.Login login() {
        if ((user == null) == (token == null)) {
            throw Refusal.badRequest("login needs either user or token");
        }
        return new Command.Login(
                id,
                user == null ? null : TextRules.name("user", user),
                avatar == null ? null : TextRules.name("avatar", avatar),
                token,
                code,
                StartPosition.parse(after),
                echo == null || echo,
                ProtocolVersion.parse(v == null ? null : v.toString()));
    }

    private static boolean isId(String id) {
        int bytes = TextRules.utf8Length(id);
        return bytes >= 1 && bytes <= TextRules.MAX_ID_BYTES;
    }

    private static String need(String name, @Nullable String value) {
        if (value == null) {
            throw Refusal.badRequest("the field " + name + " is missing");
        }
        return value;
    }

    private static @Nullable String string(String name, JsonToken value, JsonParser parser)
            throws IOException {
        return switch (value) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NULL -> null;
            default -> throw Refusal.badRequest("the field " + name + " must be a string");
        };
    }

    /// `after` may be the number 0 as well as the string "0".
    private static @Nullable String cursor(String name, JsonToken value, JsonParser parser)
            throws IOException {
        return value == JsonToken.VALUE_NUMBER_INT ? parser.getText() : string(name, value, parser);
    }

    private static @Nullable Boolean bool(String name, JsonToken value) {
        return switch (value) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw Refusal.badRequest("the field " + name + " must be true or false");
        };
    }

    private static @Nullable Integer integer(String name, JsonToken value, JsonParser parser)
            throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return null;
        }
        if (value != JsonToken.VALUE_NUMBER_INT
                || parser.getNumberType() != JsonParser.NumberType.INT) {
            throw Refusal.badRequest("the field " + name + " must be a whole number");
        }
        return parser.getIntValue();
    }
}

package dev.wirelab.core.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Commands as JSON objects.
///
/// Decoding is strict about known fields (types, lengths, no key twice, one object and nothing
/// after it) and ignores unknown ones. Safe for use by any number of threads.
public final class JsonCommands {
    /// The longest command in version 1, see [ProtocolVersion#maxCommandBytes].
    public static final int MAX_BYTES = ProtocolVersion.V1.maxCommandBytes();

    /// How deep an unknown field's value may be nested.
    private static final int MAX_DEPTH = 32;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    // Not a pool per thread: each virtual thread would keep 24 KB, which is per
                    // connection.
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                    .build();

    private JsonCommands() {}

    /// Decodes one command of a client of version 1.
    ///
    /// @throws Refusal `bad_request` or `too_large`, with the command's id if it could be read
    public static Command decode(String json) {
        return decode(json, ProtocolVersion.V1);
    }

    /// Decodes one command.
    ///
    /// @param version the version that the client uses
    /// @throws Refusal `bad_request` or `too_large`, with the command's id if it could be read
    public static Command decode(String json, ProtocolVersion version) {
        return decode(json, new CommandFields(version), CommandFields::command);
    }

    /// Decodes a message of version 2: the JSON of a [Command.Say] without its data, a line feed,
    /// and the data.
    ///
    /// @throws Refusal `bad_request` or `too_large`, with the command's id if it could be read
    public static Command decodeRaw(byte[] message) {
        int end = 0;
        while (end < message.length && message[end] != '\n') {
            end++;
        }
        if (end == message.length) {
            throw Refusal.badRequest("binary content follows one line of JSON");
        }
        try {
            String head =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(message, 0, end))
                            .toString();
            return decodeRaw(head, Arrays.copyOfRange(message, end + 1, message.length));
        } catch (CharacterCodingException e) {
            throw Refusal.badRequest("the line before binary content is not UTF-8");
        }
    }

    /// Decodes a [Command.Say] of version 2 whose data follow its JSON.
    ///
    /// @throws Refusal `bad_request` or `too_large`, with the command's id if it could be read
    public static Command decodeRaw(String json, byte[] data) {
        return decode(json, new CommandFields(ProtocolVersion.V2, data), CommandFields::command);
    }

    /// The number of bytes that follow a line of JSON in version 2: the `bytes` of a `say`; 0 for
    /// any other line. The member is found only if its name has no escapes.
    ///
    /// @throws Refusal `bad_request` or `too_large` if the number is out of range
    public static int rawBytes(String json) {
        if (!json.contains("\"bytes\"")) {
            return 0;
        }
        CommandFields fields = new CommandFields(ProtocolVersion.V2);
        try (JsonParser parser = FACTORY.createParser(json)) {
            read(parser, fields);
        } catch (Refusal | IOException e) {
            // Refused again when the command is decoded; the bytes follow nevertheless.
        }
        return fields.rawBytes();
    }

    /// Decodes the body of a log-in over HTTP: the fields of a [Command.Login] without its `type`.
    ///
    /// @throws Refusal `bad_request`
    public static Command.Login decodeLogin(String json) {
        return decode(json, new CommandFields(ProtocolVersion.V1), CommandFields::login);
    }

    private static <T> T decode(
            String json, CommandFields fields, Function<CommandFields, T> make) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            read(parser, fields);
            return make.apply(fields);
        } catch (Refusal refusal) {
            throw refusal.of(fields.usableId());
        } catch (IOException e) {
            throw Refusal.badRequest("not a JSON object that can be read").of(fields.usableId());
        }
    }

    private static void read(JsonParser parser, CommandFields fields) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw Refusal.badRequest("a command is a JSON object");
        }
        @Nullable Refusal fault = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            try {
                fields.set(name, value, parser);
            } catch (Refusal refusal) {
                // Continues, since the id, which the refusal has to carry, may follow.
                fault = fault == null ? refusal : fault;
            }
            parser.skipChildren();
        }
        if (parser.nextToken() != null) {
            throw Refusal.badRequest("more than one JSON value");
        }
        if (fault != null) {
            throw fault;
        }
    }

    /// Encodes one command.
    public static byte[] encode(Command command) {
        return encode(command, command.id());
    }

    /// Encodes one command as if it had no id: equal commands have equal bytes, regardless of their
    /// ids.
    public static byte[] encodeWithoutId(Command command) {
        return encode(command, null);
    }

    /// Encodes a message with binary content as [#decodeRaw] decodes it: its JSON, with the number
    /// of bytes in place of the data, a line feed, and the bytes.
    public static byte[] encodeRaw(Command.Say say, Content.Binary content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(192 + content.data().length);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", "say");
            json.writeStringField("to", say.to().toString());
            JsonEvents.writeRaw(content, json);
            optional(json, "id", say.id());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.write('\n');
        bytes.writeBytes(content.data());
        return bytes.toByteArray();
    }

    private static byte[] encode(Command command, @Nullable String id) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            write(command, json);
            optional(json, "id", id);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Command command, JsonGenerator json) throws IOException {
        switch (command) {
            case Command.Login login -> {
                json.writeStringField("type", "login");
                optional(json, "user", login.user());
                optional(json, "avatar", login.avatar());
                optional(json, "token", login.token());
                optional(json, "code", login.code());
                switch (login.start()) {
                    case StartPosition.End _ -> {}
                    case StartPosition.Beginning _ ->
                            json.writeStringField("after", StartPosition.BEGINNING);
                    case StartPosition.After after ->
                            json.writeStringField("after", after.cursor().toString());
                }
                json.writeBooleanField("echo", login.echo());
                if (login.version() != ProtocolVersion.V1) {
                    json.writeNumberField("v", login.version().number());
                }
            }
            case Command.Say say -> {
                json.writeStringField("type", "say");
                json.writeStringField("to", say.to().toString());
                JsonEvents.write(say.content(), json);
            }
            case Command.Join join -> {
                json.writeStringField("type", "join");
                json.writeStringField("to", join.to().toString());
            }
            case Command.Leave leave -> {
                json.writeStringField("type", "leave");
                json.writeStringField("to", leave.to().toString());
            }
            case Command.Groups _ -> json.writeStringField("type", "groups");
            case Command.Users users -> {
                json.writeStringField("type", "users");
                json.writeStringField("to", users.to().toString());
                if (users.watch() != null) {
                    json.writeBooleanField("watch", users.watch());
                }
            }
            case Command.History history -> {
                json.writeStringField("type", "history");
                json.writeStringField("to", history.to().toString());
                if (history.before() != null) {
                    json.writeStringField("before", history.before().toString());
                }
                json.writeNumberField("max", history.max());
            }
            case Command.Ping _ -> json.writeStringField("type", "ping");
        }
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value)
            throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }
}

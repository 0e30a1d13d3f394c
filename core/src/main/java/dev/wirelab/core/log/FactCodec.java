package dev.wirelab.core.log;

import dev.wirelab.core.log.Fact.CommandKey;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Content;
import dev.wirelab.core.protocol.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Encodes facts as bytes, for logs that store them or send them to other nodes.
///
/// The first byte is the version of the encoding, the second the kind of the fact; its fields
/// follow in the order of the record. The version is the earliest one that can hold the fact, so
/// that older programs can read the facts that they know.
///
/// - whole numbers as LEB128: seven bits a byte, the lowest first;
/// - strings and bytes as the number of their bytes and UTF-8, or 0 for null and one more than that
///   number where a string may be null;
/// - instants as seconds since 1970 and nanoseconds;
/// - enums and sealed types by a stable word or number, never by their ordinal.
///
/// A version stays readable for as long as logs that contain it exist. Thread-safe.
public final class FactCodec {
    /// The first version.
    private static final int VERSION_1 = 1;

    /// The version that added binary content.
    private static final int VERSION_2 = 2;

    private static final int CONFIGURED = 1;
    private static final int LOGGED_IN = 2;
    private static final int LOGGED_OUT = 3;
    private static final int SEEN = 4;
    private static final int LEASE_ENDED = 5;
    private static final int PUBLISHED = 6;
    private static final int JOINED_GROUP = 7;
    private static final int LEFT_GROUP = 8;

    private static final int TEXT = 1;
    private static final int BINARY = 2;

    private FactCodec() {}

    /// Encodes a fact.
    public static byte[] encode(Fact fact) {
        Writer out = new Writer(version(fact));
        switch (fact) {
            case Fact.Configured(int maxSessions, int maxGroups) ->
                    out.kind(CONFIGURED).number(maxSessions).number(maxGroups);
            case Fact.LoggedIn(
                            String session,
                            String user,
                            String avatar,
                            Instant at,
                            Instant expires) ->
                    out.kind(LOGGED_IN)
                            .string(session)
                            .string(user)
                            .nullable(avatar)
                            .instant(at)
                            .instant(expires);
            case Fact.LoggedOut(String session, ErrorCode why, String reason) ->
                    out.kind(LOGGED_OUT).string(session).string(why.code()).string(reason);
            case Fact.Seen(String session, Instant at) ->
                    out.kind(SEEN).string(session).instant(at);
            case Fact.LeaseEnded(String session, Instant seenAt) ->
                    out.kind(LEASE_ENDED).string(session).instant(seenAt);
            case Fact.Published(
                            String session,
                            CommandKey key,
                            Address to,
                            Content content,
                            Instant at) ->
                    out.kind(PUBLISHED)
                            .string(session)
                            .key(key)
                            .string(to.toString())
                            .content(content)
                            .instant(at);
            case Fact.JoinedGroup(
                            String session,
                            CommandKey key,
                            Address.Group group,
                            Instant at) ->
                    out.kind(JOINED_GROUP)
                            .string(session)
                            .key(key)
                            .string(group.name())
                            .instant(at);
            case Fact.LeftGroup(String session, CommandKey key, Address.Group group, Instant at) ->
                    out.kind(LEFT_GROUP).string(session).key(key).string(group.name()).instant(at);
        }
        return out.bytes();
    }

    private static int version(Fact fact) {
        return fact instanceof Fact.Published published
                        && published.content() instanceof Content.Binary
                ? VERSION_2
                : VERSION_1;
    }

    /// Decodes a fact that [#encode] encoded, in this or an earlier version.
    ///
    /// @throws IllegalArgumentException if the version is unknown or the bytes are not a fact
    public static Fact decode(byte[] bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            int version = buffer.get() & 0xff;
            if (version < VERSION_1 || version > VERSION_2) {
                throw new IllegalArgumentException(
                        "a fact in version "
                                + version
                                + " of the encoding; this program reads versions up to "
                                + VERSION_2);
            }
            Reader in = new Reader(buffer, version);
            Fact fact = in.fact();
            in.end();
            return fact;
        } catch (BufferUnderflowException | DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("not a fact: its bytes end early or are damaged", e);
        }
    }

    private static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);

        Writer(int version) {
            out.write(version);
        }

        Writer kind(int kind) {
            out.write(kind);
            return this;
        }

        Writer number(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                out.write((int) ((rest & 0x7f) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
            return this;
        }

        Writer string(String value) {
            return bytes(value.getBytes(StandardCharsets.UTF_8));
        }

        Writer bytes(byte[] value) {
            number(value.length);
            out.writeBytes(value);
            return this;
        }

        Writer nullable(@Nullable String value) {
            if (value == null) {
                return number(0);
            }
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            number(utf8.length + 1L);
            out.writeBytes(utf8);
            return this;
        }

        Writer instant(Instant value) {
            return number(value.getEpochSecond()).number(value.getNano());
        }

        Writer key(@Nullable CommandKey key) {
            nullable(key == null ? null : key.id());
            if (key != null) {
                UUID digest = key.digest();
                out.writeBytes(
                        ByteBuffer.allocate(2 * Long.BYTES)
                                .putLong(digest.getMostSignificantBits())
                                .putLong(digest.getLeastSignificantBits())
                                .array());
            }
            return this;
        }

        Writer content(Content content) {
            return switch (content) {
                case Content.Text(String text) -> number(TEXT).string(text);
                case Content.Binary(String media, String name, byte[] data) ->
                        number(BINARY).string(media).nullable(name).bytes(data);
            };
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }

    private record Reader(ByteBuffer in, int version) {
        Fact fact() {
            int kind = octet();
            return switch (kind) {
                case CONFIGURED -> new Fact.Configured((int) number(), (int) number());
                case LOGGED_IN ->
                        new Fact.LoggedIn(string(), string(), nullable(), instant(), instant());
                case LOGGED_OUT -> new Fact.LoggedOut(string(), ErrorCode.of(string()), string());
                case SEEN -> new Fact.Seen(string(), instant());
                case LEASE_ENDED -> new Fact.LeaseEnded(string(), instant());
                case PUBLISHED ->
                        new Fact.Published(string(), key(), address(), content(), instant());
                case JOINED_GROUP -> new Fact.JoinedGroup(string(), key(), group(), instant());
                case LEFT_GROUP -> new Fact.LeftGroup(string(), key(), group(), instant());
                default -> throw new IllegalArgumentException("no kind of fact: " + kind);
            };
        }

        int octet() {
            return in.get() & 0xff;
        }

        long number() {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE; shift += 7) {
                int octet = octet();
                value |= (octet & 0x7fL) << shift;
                if (octet < 0x80) {
                    return value;
                }
            }
            throw new IllegalArgumentException("not a fact: a number is too long");
        }

        String string() {
            return utf8(number());
        }

        @Nullable String nullable() {
            long length = number();
            return length == 0 ? null : utf8(length - 1);
        }

        private String utf8(long length) {
            return new String(bytes(length), StandardCharsets.UTF_8);
        }

        private byte[] bytes(long length) {
            if (length < 0 || length > in.remaining()) {
                throw new BufferUnderflowException();
            }
            byte[] bytes = new byte[(int) length];
            in.get(bytes);
            return bytes;
        }

        Instant instant() {
            return Instant.ofEpochSecond(number(), number());
        }

        @Nullable CommandKey key() {
            String id = nullable();
            return id == null ? null : new CommandKey(id, new UUID(in.getLong(), in.getLong()));
        }

        /// Not checked against the rules for names: the log holds what was valid when it was added.
        Address address() {
            String text = string();
            if (text.isEmpty()) {
                throw new IllegalArgumentException("not a fact: an empty address");
            }
            String name = text.substring(1);
            return text.charAt(0) == '#' ? new Address.Group(name) : new Address.User(name);
        }

        Address.Group group() {
            return new Address.Group(string());
        }

        Content content() {
            long kind = number();
            if (kind == TEXT) {
                return new Content.Text(string());
            }
            if (kind == BINARY && version >= VERSION_2) {
                return new Content.Binary(string(), nullable(), bytes(number()));
            }
            throw new IllegalArgumentException("no kind of content: " + kind);
        }

        void end() {
            if (in.hasRemaining()) {
                throw new IllegalArgumentException("not a fact: more bytes than it has");
            }
        }
    }
}

package dev.wirelab.core.log;

import dev.wirelab.core.log.Fact.CommandKey;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Content;
import dev.wirelab.core.protocol.ErrorCode;
import java.nio.BufferUnderflowException;
import java.time.DateTimeException;
import java.time.Instant;
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
            ByteReader in = new ByteReader(bytes);
            int version = in.octet();
            if (version < VERSION_1 || version > VERSION_2) {
                throw new IllegalArgumentException(
                        "a fact in version "
                                + version
                                + " of the encoding; this program reads versions up to "
                                + VERSION_2);
            }
            Reader reader = new Reader(in, version);
            Fact fact = reader.fact();
            reader.end();
            return fact;
        } catch (BufferUnderflowException | DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("not a fact: its bytes end early or are damaged", e);
        }
    }

    /// Writes the fields of facts.
    private static final class Writer {
        private static final int SIZE = 128;

        private final ByteWriter out;

        Writer(int version) {
            out = new ByteWriter(version, SIZE);
        }

        Writer kind(int kind) {
            out.octet(kind);
            return this;
        }

        Writer number(long value) {
            out.number(value);
            return this;
        }

        Writer string(String value) {
            out.string(value);
            return this;
        }

        Writer nullable(@Nullable String value) {
            out.nullable(value);
            return this;
        }

        Writer instant(Instant value) {
            out.instant(value);
            return this;
        }

        Writer key(@Nullable CommandKey key) {
            out.nullable(key == null ? null : key.id());
            if (key != null) {
                out.uuid(key.digest());
            }
            return this;
        }

        Writer content(Content content) {
            switch (content) {
                case Content.Text(String text) -> out.number(TEXT).string(text);
                case Content.Binary(String media, String name, byte[] data) ->
                        out.number(BINARY).string(media).nullable(name).bytes(data);
            }
            return this;
        }

        byte[] bytes() {
            return out.toBytes();
        }
    }

    /// Reads the fields of facts.
    private record Reader(ByteReader in, int version) {
        Fact fact() {
            int kind = in.octet();
            return switch (kind) {
                case CONFIGURED -> new Fact.Configured((int) in.number(), (int) in.number());
                case LOGGED_IN ->
                        new Fact.LoggedIn(
                                in.string(),
                                in.string(),
                                in.nullable(),
                                in.instant(),
                                in.instant());
                case LOGGED_OUT ->
                        new Fact.LoggedOut(in.string(), ErrorCode.of(in.string()), in.string());
                case SEEN -> new Fact.Seen(in.string(), in.instant());
                case LEASE_ENDED -> new Fact.LeaseEnded(in.string(), in.instant());
                case PUBLISHED ->
                        new Fact.Published(in.string(), key(), address(), content(), in.instant());
                case JOINED_GROUP ->
                        new Fact.JoinedGroup(in.string(), key(), group(), in.instant());
                case LEFT_GROUP -> new Fact.LeftGroup(in.string(), key(), group(), in.instant());
                default -> throw new IllegalArgumentException("no kind of fact: " + kind);
            };
        }

        @Nullable CommandKey key() {
            String id = in.nullable();
            return id == null ? null : new CommandKey(id, in.uuid());
        }

        /// Not checked against the rules for names: the log holds what was valid when it was added.
        Address address() {
            String text = in.string();
            if (text.isEmpty()) {
                throw new IllegalArgumentException("not a fact: an empty address");
            }
            String name = text.substring(1);
            return text.charAt(0) == '#' ? new Address.Group(name) : new Address.User(name);
        }

        Address.Group group() {
            return new Address.Group(in.string());
        }

        Content content() {
            long kind = in.number();
            if (kind == TEXT) {
                return new Content.Text(in.string());
            }
            if (kind == BINARY && version >= VERSION_2) {
                return new Content.Binary(in.string(), in.nullable(), in.bytes());
            }
            throw new IllegalArgumentException("no kind of content: " + kind);
        }

        void end() {
            if (!in.isAtEnd()) {
                throw new IllegalArgumentException("not a fact: more bytes than it has");
            }
        }
    }
}

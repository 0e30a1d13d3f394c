package dev.wirelab.core.protocol;

import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/// The rules for binary content.
public final class BinaryRules {
    /// The largest binary content, in bytes.
    public static final int MAX_BYTES = 64 * 1024;

    /// The longest file name, in UTF-8 bytes.
    public static final int MAX_NAME_BYTES = 128;

    /// The longest encoding of [#MAX_BYTES] in base64, in characters.
    private static final int MAX_BASE64 = (MAX_BYTES + 2) / 3 * 4;

    /// A media type without parameters (RFC 6838 §4.2), with at most 64 characters a half.
    private static final Pattern MEDIA =
            Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}");

    private BinaryRules() {}

    /// Returns the media type in lower case if it is valid.
    ///
    /// @throws Refusal `bad_request`
    public static String media(String raw) {
        String media = raw.toLowerCase(Locale.ROOT);
        if (!MEDIA.matcher(media).matches()) {
            throw Refusal.badRequest("media must be a media type without parameters");
        }
        return media;
    }

    /// Returns the file name unchanged if it is valid: 1 to [#MAX_NAME_BYTES] bytes, well-formed,
    /// without control characters, line separators and path separators.
    ///
    /// @throws Refusal `bad_request`
    public static String name(String name) {
        int bytes = TextRules.utf8Length(name);
        if (bytes < 1 || bytes > MAX_NAME_BYTES || name.isBlank()) {
            throw Refusal.badRequest("name must have 1 to " + MAX_NAME_BYTES + " bytes");
        }
        if (!name.codePoints().allMatch(BinaryRules::isOfName)) {
            throw Refusal.badRequest("name must be a file name without a path");
        }
        return name;
    }

    private static boolean isOfName(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> c != '/' && c != '\\';
        };
    }

    /// Returns the data unchanged if it may be published: 1 to [#MAX_BYTES] bytes.
    ///
    /// @throws Refusal `bad_request` or `too_large`
    public static byte[] data(byte[] data) {
        size(data.length);
        return data;
    }

    /// Checks the number of bytes of binary content.
    ///
    /// @throws Refusal `bad_request` or `too_large`
    static int size(long bytes) {
        if (bytes < 1) {
            throw Refusal.badRequest("binary content has at least 1 byte");
        }
        if (bytes > MAX_BYTES) {
            throw tooLarge();
        }
        return (int) bytes;
    }

    /// Decodes base64 (RFC 4648 §4); the padding may be missing.
    ///
    /// @throws Refusal `bad_request` or `too_large`
    public static byte[] data(String base64) {
        if (base64.length() > MAX_BASE64) {
            throw tooLarge();
        }
        try {
            return data(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("data is not base64");
        }
    }

    private static Refusal tooLarge() {
        return new Refusal(
                ErrorCode.TOO_LARGE, "binary content has at most " + MAX_BYTES + " bytes");
    }
}

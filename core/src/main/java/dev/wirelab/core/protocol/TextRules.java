package dev.wirelab.core.protocol;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.IntPredicate;

/// The rules for texts and names.
public final class TextRules {
    /// The longest text of a message, in UTF-8 bytes.
    public static final int MAX_TEXT_BYTES = 4096;

    /// The longest name of a user or group, in code points.
    public static final int MAX_NAME_LENGTH = 32;

    /// The longest command id, in UTF-8 bytes.
    public static final int MAX_ID_BYTES = 64;

    private TextRules() {}

    /// Returns the text unchanged if it may be published: 1 to [#MAX_TEXT_BYTES] bytes,
    /// well-formed, not blank.
    ///
    /// @throws Refusal `bad_request` or `too_large`
    public static String text(String text) {
        int bytes = utf8Length(text);
        if (bytes < 0) {
            throw Refusal.badRequest("text is not well-formed Unicode");
        }
        if (bytes > MAX_TEXT_BYTES) {
            throw new Refusal(
                    ErrorCode.TOO_LARGE,
                    "text has " + bytes + " bytes, the limit is " + MAX_TEXT_BYTES);
        }
        if (isBlank(text)) {
            throw Refusal.badRequest("text is blank");
        }
        return text;
    }

    /// Returns the name in NFC if it is valid: 1 to 32 visible letters, digits, `_`, `-`, `.`, the
    /// first a letter or digit.
    ///
    /// @param what the kind of name, for the error message: "user", "group", "avatar"
    /// @throws Refusal `bad_request`
    public static String name(String what, String raw) {
        // Normalisation can shorten a name, so a longer one is accepted, within a bound.
        if (raw.length() > 8 * MAX_NAME_LENGTH) {
            throw Refusal.badRequest(what + " name is longer than 32 characters");
        }
        String name = isAscii(raw) ? raw : Normalizer.normalize(raw, Normalizer.Form.NFC);
        int length = name.codePointCount(0, name.length());
        if (length < 1 || length > MAX_NAME_LENGTH) {
            throw Refusal.badRequest(what + " name must have 1 to 32 characters");
        }
        if (!Character.isLetterOrDigit(name.codePointAt(0))
                || !isOf(name, TextRules::isNameCharacter)) {
            throw Refusal.badRequest(
                    what
                            + " name may have letters, digits, '_', '-' and '.',"
                            + " and begins with a letter or digit");
        }
        return name;
    }

    /// The key of a name, which is unique among users and among groups: names that differ only by
    /// case have the same key.
    public static String key(String name) {
        if (isAscii(name)) {
            return name.toLowerCase(Locale.ROOT);
        }
        // All three steps (lower, upper, lower) are needed to give final sigma, capital sharp s and
        // dotted capital i the same keys as their variants.
        String lower =
                name.codePoints()
                        .map(Character::toLowerCase)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        String folded = lower.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    /// The number of UTF-8 bytes of `text`, or -1 if it has an unpaired surrogate.
    public static int utf8Length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes += 1;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                return -1;
            }
        }
        return bytes;
    }

    private static boolean isBlank(String text) {
        return isOf(text, c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /// Whether all code points satisfy a predicate. A loop, since a stream costs more than the test
    /// itself.
    private static boolean isOf(String text, IntPredicate kind) {
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (!kind.test(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNameCharacter(int c) {
        return (Character.isLetterOrDigit(c) && !isInvisible(c))
                || c == '_'
                || c == '-'
                || c == '.';
    }

    /// Whether a letter has no glyph: the fillers of Hangul, which are the letters with Unicode's
    /// property `Default_Ignorable_Code_Point`.
    private static boolean isInvisible(int c) {
        return c == '\u115f' || c == '\u1160' || c == '\u3164' || c == '\uffa0';
    }
}

package dev.wirelab.transports;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// What whoever opens a session must know where a lab can be reached from other machines. All share
/// one. Only its hash is kept: PBKDF2 (RFC 8018 §5.2) of the JDK, with a salt of its own.
///
/// Immutable.
public final class AccessCode {
    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";

    /// Some 10 ms for each comparison: a class logs in within seconds.
    private static final int ITERATIONS = 20_000;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    /// Without a space, since it is a word at telnet.
    private static final Pattern FORMAT = Pattern.compile("[!-~]{8,128}");

    /// Without characters that look like others.
    private static final String LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";

    private static final int PARTS = 3;
    private static final int SHORT_PARTS = 2;
    private static final int PART = 4;

    private final byte[] salt = new byte[SALT_BYTES];
    private final byte[] hash;

    private AccessCode(String text) {
        new SecureRandom().nextBytes(salt);
        hash = hash(text);
    }

    /// The code with this text.
    ///
    /// @throws IllegalArgumentException if it cannot be one; the message does not repeat it
    public static AccessCode of(String text) {
        if (!isCode(text)) {
            throw new IllegalArgumentException(
                    "an access code is 8 to 128 characters of ASCII without spaces");
        }
        return new AccessCode(text);
    }

    /// Whether a text can be a code.
    public static boolean isCode(String text) {
        return FORMAT.matcher(text).matches();
    }

    /// A new text of 59 random bits, such as `k3f9-xm2p-w7qd`.
    public static String newText() {
        return newText(PARTS);
    }

    /// A new text of 39 random bits, such as `k3f9-xm2p`, which a class enters at phones during a
    /// lesson: with 10 attempts, and one more every 5 s, a guess per address and hour is right with
    /// a probability of 10⁻⁹.
    public static String newShortText() {
        return newText(SHORT_PARTS);
    }

    private static String newText(int parts) {
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts * PART; i++) {
            text.append(i > 0 && i % PART == 0 ? "-" : "")
                    .append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /// Whether a text is the code, in a time that does not depend on how much of it is right.
    public boolean matches(String text) {
        return MessageDigest.isEqual(hash, hash(text));
    }

    private byte[] hash(String text) {
        PBEKeySpec spec = new PBEKeySpec(text.toCharArray(), salt, ITERATIONS, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // Every JDK has it.
        } finally {
            spec.clearPassword();
        }
    }

    @Override
    public String toString() {
        return "AccessCode[…]";
    }
}

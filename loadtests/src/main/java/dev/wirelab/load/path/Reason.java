package dev.wirelab.load.path;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why a connection failed, in a phrase.
final class Reason {
    private static final int LONGEST = 90;
    private static final Pattern MESSAGE = Pattern.compile("\"message\":\"([^\"]{1,80})");

    private Reason() {}

    /// What came instead of what was expected. Of a body only the message of a lab's refusal is
    /// left, and no character that controls a terminal.
    static String brief(String reason) {
        String got = reason.replaceFirst("(?s)^expected .*? and got ", "");
        Matcher message = MESSAGE.matcher(got);
        String head = got.replaceFirst("(?s): *[{<].*", "");
        String text = message.find() ? head + ": " + message.group(1) : head;
        String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}\u2028\u2029]+", " ").strip();
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
    }
}

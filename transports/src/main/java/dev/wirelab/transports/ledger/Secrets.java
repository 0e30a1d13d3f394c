package dev.wirelab.transports.ledger;

import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds tokens in what is shown to people: wherever the protocol has them (rules S3 to S7, W2, H3
/// and H4), and whatever looks like a JSON Web Token elsewhere.
final class Secrets {
    private static final Pattern TOKENS =
            Pattern.compile(
                    "(?im:^authorization:[ \\t]*(?:[a-z]+[ \\t]+)?([^\\r\\n]+))"
                            + "|(?i:bearer\\.([^,\\s]+))"
                            + "|[?&](?i:token)=([^&#\\s]+)"
                            + "|\"token\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*+)"
                            + "|(?im:^/token[ ]+([^\\s]+))"
                            + "|(?m:^\\* token ([^\\s]+))"
                            + "|(eyJ[A-Za-z0-9_-]{8,}+(?:\\.[A-Za-z0-9_-]*+)*+)");

    private Secrets() {}

    /// Tells the place of each byte of a token.
    static void find(byte[] plain, IntConsumer place) {
        // One character a byte, whatever the bytes mean.
        Matcher matcher = TOKENS.matcher(new String(plain, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                for (int at = matcher.start(group); at >= 0 && at < matcher.end(group); at++) {
                    place.accept(at);
                }
            }
        }
    }
}

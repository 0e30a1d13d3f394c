package dev.wirelab.transports.ledger;

import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds tokens in bytes that will be shown to people: where the protocol has a token (rules S3 to
/// S7, W2, H3 and H4), and anything else that looks like a JSON Web Token.
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

    /// Passes the index of each byte of each token to `index`.
    static void find(byte[] plain, IntConsumer index) {
        // ISO 8859-1 has one character per byte, so that indexes are the same.
        Matcher matcher = TOKENS.matcher(new String(plain, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                for (int at = matcher.start(group); at >= 0 && at < matcher.end(group); at++) {
                    index.accept(at);
                }
            }
        }
    }
}

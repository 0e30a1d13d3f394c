package dev.wirelab.load.compare;

import dev.wirelab.load.measure.Target;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the addresses in what a starting lab prints: the first `http://HOST:PORT` and the first
/// `telnet HOST PORT`.
final class LabAddresses implements Consumer<String> {
    private static final Pattern HTTP = Pattern.compile("http://(?:\\[[^\\]\\s]+]|[^/\\s:]+):\\d+");
    private static final Pattern TELNET =
            Pattern.compile("\\btelnet\\s+([^\\s:]+)\\s+(\\d{1,5})(?=\\s|$)");

    private final CompletableFuture<Target> found = new CompletableFuture<>();
    private @Nullable String http;
    private @Nullable Matcher telnet;

    @Override
    public void accept(String line) {
        if (http == null) {
            Matcher match = HTTP.matcher(line);
            http = match.find() ? match.group() : null;
        }
        if (telnet == null) {
            Matcher match = TELNET.matcher(line);
            telnet = match.find() ? match : null;
        }
        if (http != null && telnet != null) {
            found.complete(new Target(http, telnet.group(1), Integer.parseInt(telnet.group(2))));
        }
    }

    CompletableFuture<Target> found() {
        return found;
    }
}

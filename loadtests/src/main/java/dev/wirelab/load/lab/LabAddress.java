package dev.wirelab.load.lab;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the HTTP address in the output of a starting lab: the first `http://HOST:PORT`.
final class LabAddress implements Consumer<String> {
    private static final Pattern HTTP = Pattern.compile("http://(?:\\[[^\\]\\s]+]|[^/\\s:]+):\\d+");

    private final CompletableFuture<String> found = new CompletableFuture<>();

    @Override
    public void accept(String line) {
        Matcher match = HTTP.matcher(line);
        if (match.find()) {
            found.complete(match.group());
        }
    }

    CompletableFuture<String> found() {
        return found;
    }
}

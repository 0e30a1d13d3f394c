package dev.wirelab.lab.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A guest who polls, one poll after the other without a pause, and has a second connection to say
/// things.
final class PollGuest extends Guest {
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
    private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([^\"]+)\"");

    private final String path;
    private final String token;
    private final HttpConnection listening;
    private final HttpConnection saying;

    /// @param path of the poll, ending where the cursor follows: `/poll/short?after=`
    PollGuest(String name, Addresses lab, String path, Duration patience) throws IOException {
        super(name);
        this.path = path;
        this.listening = new HttpConnection(lab.http(), patience);
        this.saying = new HttpConnection(lab.http(), patience);
        String begun = listening.ask("POST /api/sessions", "", "{\"user\":\"" + name + "\"}");
        token = find(TOKEN, begun);
        String cursor = find(CURSOR, poll(path.substring(0, path.indexOf('?'))));
        Thread.ofVirtual().name("guest-" + name).start(() -> pollFrom(cursor));
    }

    private void pollFrom(String first) {
        String cursor = first;
        try {
            while (true) {
                String answer = poll(path + cursor);
                cursor = find(CURSOR, answer);
                arrived(answer);
            }
        } catch (IOException e) {
            // Closed: whoever still waits for something says so.
            close();
        }
    }

    private String poll(String where) throws IOException {
        return listening.ask("GET " + where, authorization(), "");
    }

    private String authorization() {
        return "Authorization: Bearer " + token + "\r\n";
    }

    private static String find(Pattern pattern, String text) throws IOException {
        Matcher match = pattern.matcher(text);
        if (!match.find()) {
            throw new IOException("an answer without " + pattern + ": " + text);
        }
        return match.group(1);
    }

    @Override
    void send(String command) throws IOException {
        arrived(saying.ask("POST /api/commands", authorization(), command));
    }

    @Override
    public void close() {
        try (listening) {
            saying.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

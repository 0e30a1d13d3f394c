package dev.wirelab.transports.http.poll;

import dev.wirelab.transports.WarmUpGuest;
import dev.wirelab.transports.http.WarmUpConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A warm-up client that polls without a pause, and posts its commands on a second connection.
public final class PollGuest implements WarmUpGuest {
    private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([^\"]+)\"");

    private final Visit visit;
    private final String path;
    private final String query;
    private final String token;
    private final WarmUpConnection polls;
    private final WarmUpConnection commands;

    private PollGuest(Visit visit, String path, String query) throws IOException {
        this.visit = visit;
        this.path = path;
        this.query = query;
        this.polls = new WarmUpConnection(visit);
        this.commands = new WarmUpConnection(visit);
        this.token = polls.logIn(visit.user());
    }

    /// Connects a guest.
    ///
    /// @param path the path of the poll, without a query
    /// @param query the parameters of every poll, such as `wait=5&`, or an empty string
    public static WarmUpGuest connect(Visit visit, String path, String query) throws IOException {
        PollGuest guest = new PollGuest(visit, path, query);
        String cursor = cursor(guest.poll(path));
        Thread.ofVirtual().name("guest-" + visit.user()).start(() -> guest.pollFrom(cursor));
        return guest;
    }

    private void pollFrom(String first) {
        String cursor = first;
        try {
            while (true) {
                String answer = poll(path + "?" + query + "after=" + cursor);
                cursor = cursor(answer);
                visit.arrived().accept(answer);
            }
        } catch (IOException e) {
            // Disconnected: closes the other connection too, so that further commands fail.
            close();
        }
    }

    private String poll(String target) throws IOException {
        return polls.exchange("GET", target, token, "");
    }

    private static String cursor(String answer) throws IOException {
        Matcher match = CURSOR.matcher(answer);
        if (!match.find()) {
            throw new IOException("an answer without a cursor: " + answer);
        }
        return match.group(1);
    }

    @Override
    public void send(String command) throws IOException {
        visit.arrived().accept(commands.exchange("POST", "/api/commands", token, command));
    }

    @Override
    public void close() {
        try (polls) {
            commands.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.wirelab.transports.http.stream;

import dev.wirelab.transports.WarmUpGuest;
import dev.wirelab.transports.http.WarmUpConnection;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A warm-up client that reads a stream and posts its commands on a second connection.
public final class StreamGuest implements WarmUpGuest {
    private final Visit visit;
    private final String prefix;
    private final WarmUpConnection events;
    private final WarmUpConnection commands;
    private final String token;

    private StreamGuest(Visit visit, String prefix) throws IOException {
        this.visit = visit;
        this.prefix = prefix;
        this.events = new WarmUpConnection(visit);
        this.commands = new WarmUpConnection(visit);
        this.token = commands.logIn(visit.user());
    }

    /// Logs in and opens a stream.
    ///
    /// @param path the path of the streams
    /// @param prefix what stands in a line before the JSON of an event
    public static WarmUpGuest connect(Visit visit, String path, String prefix) throws IOException {
        StreamGuest guest = new StreamGuest(visit, prefix);
        guest.events.begin("GET", path, guest.token, "");
        Thread.ofVirtual().name("guest-" + visit.user()).start(guest::read);
        return guest;
    }

    private void read() {
        try {
            while (true) {
                String line = events.line();
                if (line.startsWith(prefix) && line.startsWith("{", prefix.length())) {
                    visit.arrived().accept(line.substring(prefix.length()));
                }
            }
        } catch (IOException e) {
            // Disconnected: closes the other connection too, so that further commands fail.
            close();
        }
    }

    @Override
    public void send(String command) throws IOException {
        visit.arrived().accept(commands.exchange("POST", "/api/commands", token, command));
    }

    @Override
    public void close() {
        try (events) {
            commands.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

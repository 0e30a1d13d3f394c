package dev.wirelab.transports.httpstream;

import dev.wirelab.transports.WarmUpGuest;
import dev.wirelab.transports.http.WarmUpConnection;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A warm-up client that reads a stream of lines and posts its commands on a second connection.
final class HttpStreamGuest implements WarmUpGuest {
    private final Visit visit;
    private final WarmUpConnection events;
    private final WarmUpConnection commands;
    private final String token;

    private HttpStreamGuest(Visit visit) throws IOException {
        this.visit = visit;
        this.events = new WarmUpConnection(visit);
        this.commands = new WarmUpConnection(visit);
        this.token = commands.logIn(visit.user());
    }

    static WarmUpGuest connect(Visit visit, String path) throws IOException {
        HttpStreamGuest guest = new HttpStreamGuest(visit);
        guest.events.begin("GET", path, guest.token, "");
        Thread.ofVirtual().name("guest-" + visit.user()).start(guest::read);
        return guest;
    }

    private void read() {
        try {
            while (true) {
                String line = events.line();
                if (line.startsWith("{")) {
                    visit.arrived().accept(line);
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

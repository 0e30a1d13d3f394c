package dev.wirelab.transports.tcp;

import dev.wirelab.transports.WarmUpGuest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A warm-up client on a TCP connection, with lines of JSON.
final class TcpGuest implements WarmUpGuest {
    private final Visit visit;
    private final Socket socket;
    private final BufferedReader in;

    private TcpGuest(Visit visit) throws IOException {
        this.visit = visit;
        this.socket = new Socket(visit.tcp().getAddress(), visit.tcp().getPort());
        socket.setTcpNoDelay(true);
        this.in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    static WarmUpGuest connect(Visit visit) throws IOException {
        TcpGuest guest = new TcpGuest(visit);
        guest.socket.setSoTimeout(Math.toIntExact(visit.patience().toMillis()));
        guest.send("{\"type\":\"login\",\"user\":\"" + visit.user() + "\"}");
        String hello = guest.in.readLine();
        if (hello == null) {
            throw new IOException(visit.user() + " could not log in");
        }
        guest.socket.setSoTimeout(0);
        visit.arrived().accept(hello);
        Thread.ofVirtual().name("guest-" + visit.user()).start(guest::read);
        return guest;
    }

    private void read() {
        try {
            in.lines().forEach(visit.arrived());
        } catch (UncheckedIOException e) {
            // Disconnected: further commands fail.
            close();
        }
    }

    @Override
    public void send(String command) throws IOException {
        socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

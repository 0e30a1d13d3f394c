package dev.wirelab.lab.rehearsal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A guest on a TCP connection that speaks JSON.
final class TcpGuest extends Guest {
    private final Socket socket;

    TcpGuest(String name, Addresses lab, Duration patience)
            throws IOException, InterruptedException {
        super(name);
        socket = new Socket(InetAddress.getLoopbackAddress(), lab.tcp());
        socket.setTcpNoDelay(true);
        Thread.ofVirtual().name("guest-" + name).start(this::read);
        send("{\"type\":\"login\",\"user\":\"" + name + "\"}");
        awaitAnswer(patience);
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            in.lines().forEach(this::arrived);
        } catch (IOException | UncheckedIOException e) {
            // Closed: whoever still waits for something says so.
            close();
        }
    }

    @Override
    void send(String command) throws IOException {
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

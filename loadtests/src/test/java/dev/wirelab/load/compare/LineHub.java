package dev.wirelab.load.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// A server of lines that is not Wirelab: `JOIN` is answered by `JOINED`, and `SAY text` is sent to
/// all who joined, as the line `SAID text`. The first of them receives it as the fault has changed
/// it.
final class LineHub implements AutoCloseable {
    private final ServerSocket listening;
    private final LineProxy.Fault fault;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Socket> members = new ArrayList<>();

    /// @param fault changes what the first who joined receives
    LineHub(LineProxy.Fault fault) throws IOException {
        this.fault = fault;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("hub").start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                client.setTcpNoDelay(true);
                Thread.ofVirtual().name("member").start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                lock.lock();
                try {
                    execute(client, line);
                } finally {
                    lock.unlock();
                }
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }

    private void execute(Socket client, String line) throws IOException {
        if (line.equals("JOIN")) {
            members.add(client);
            send(client, List.of("JOINED"));
            return;
        }
        String said = line.replaceFirst("SAY", "SAID");
        for (Socket member : members) {
            send(member, member.equals(members.getFirst()) ? fault.meddle(said) : List.of(said));
        }
    }

    private static void send(Socket client, List<String> lines) throws IOException {
        for (String line : lines) {
            client.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}

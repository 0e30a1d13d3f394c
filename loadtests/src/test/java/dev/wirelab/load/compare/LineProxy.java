package dev.wirelab.load.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A faulty proxy: forwards lines between clients and a server, except where a fault changes what
/// the server sends. The reading connections get one fault each, in the order in which they are
/// opened; a connection without echo is the publisher's and gets none.
final class LineProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int port;
    private final Queue<Fault> faults;

    /// @param port the server's, on the loopback
    LineProxy(int port, List<Fault> faults) throws IOException {
        this.port = port;
        this.faults = new ConcurrentLinkedQueue<>(faults);
        this.listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("proxy").start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Thread.ofVirtual().name("proxied").start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader fromClient = reader(client);
                BufferedReader fromServer = reader(server)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            String login = fromClient.readLine();
            if (login == null) {
                return;
            }
            write(server, login);
            Fault own = login.contains("\"echo\":false") ? null : faults.poll();
            Fault fault = own == null ? List::of : own;
            Thread up = Thread.ofVirtual().name("up").start(() -> pass(fromClient, server));
            String line = fromServer.readLine();
            while (line != null) {
                for (String passed : fault.meddle(line)) {
                    write(client, passed);
                }
                line = fromServer.readLine();
            }
            up.interrupt();
        } catch (IOException | Cut e) {
            // Either side has closed, or the fault cut the connection; both sockets are closed.
        }
    }

    private static void pass(BufferedReader from, Socket to) {
        try {
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                write(to, line);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // The other direction ends with the sockets.
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void write(Socket socket, String line) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What is passed on in place of a line, if anything. Used by one thread.
    @FunctionalInterface
    interface Fault {
        List<String> meddle(String line);
    }

    /// Thrown by a fault that cuts the connection.
    static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}

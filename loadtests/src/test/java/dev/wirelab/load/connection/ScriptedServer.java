package dev.wirelab.load.connection;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;

/// A server that follows a script for each of its connections, one after the other.
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket listening;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /// What the server does with a connection, which is closed in the end.
    interface Script {
        void follow(Peer client) throws IOException;
    }

    ScriptedServer(Script... scripts) {
        this(ServerSocketFactory.getDefault(), scripts);
    }

    ScriptedServer(ServerSocketFactory sockets, Script... scripts) {
        try {
            listening = sockets.createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual()
                .name("server")
                .start(() -> {
                    try {
                        for (Script script : scripts) {
                            follow(script);
                        }
                        done.complete(null);
                    } catch (IOException | RuntimeException | AssertionError e) {
                        done.completeExceptionally(e);
                    }
                });
    }

    private void follow(Script script) throws IOException {
        try (Socket socket = listening.accept()) {
            socket.setTcpNoDelay(true);
            script.follow(
                    new Peer(
                            new DataInputStream(socket.getInputStream()),
                            socket.getOutputStream()));
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    /// Waits until the script has been followed to its end.
    void awaitEnd() throws Exception {
        done.get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    /// The client as the server sees it.
    record Peer(DataInputStream in, OutputStream out) {
        /// A request without a body.
        String head() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            return head.toString();
        }

        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                line.append((char) next);
            }
            return line.toString();
        }

        void send(byte[] bytes, boolean byteByByte) throws IOException {
            for (int i = 0; i < bytes.length; i += byteByByte ? 1 : bytes.length) {
                out.write(bytes, i, byteByByte ? 1 : bytes.length);
            }
        }

        void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8), false);
        }

        /// Waits until the client has closed its side.
        void awaitEnd() throws IOException {
            while (in.read() >= 0) {
                // What it sends does not matter.
            }
        }
    }

    /// Bytes of several kinds, one after the other.
    static byte[] bytes(Object... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Object part : parts) {
            all.writeBytes(
                    part instanceof byte[] own
                            ? own
                            : part.toString().getBytes(StandardCharsets.UTF_8));
        }
        return all.toByteArray();
    }
}

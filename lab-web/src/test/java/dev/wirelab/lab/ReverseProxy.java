package dev.wirelab.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

/// A reverse proxy on the lab's host: to the lab, all its connections come from loopback.
final class ReverseProxy implements AutoCloseable {
    private final ServerSocket server;
    private volatile int lab;
    private final UnaryOperator<String> header;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    private ReverseProxy(int lab, UnaryOperator<String> header) {
        this.lab = lab;
        this.header = header;
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("proxy").start(this::accept);
    }

    /// One that forwards bytes as they are, as HAProxy does.
    static ReverseProxy plain(int lab) {
        return new ReverseProxy(lab, line -> line);
    }

    /// One that names the lab in the `Host` of each request, as nginx does with `proxy_pass`.
    static ReverseProxy rewritingHost(int lab) {
        return new ReverseProxy(
                lab,
                line ->
                        line.regionMatches(true, 0, "Host:", 0, 5)
                                ? "Host: 127.0.0.1:" + lab
                                : line);
    }

    /// One that has put the lab under a path, as nginx does with `location /lab/`. It leads nowhere
    /// before [#leadTo].
    static ReverseProxy underPath(String path) {
        return new ReverseProxy(0, line -> line.replaceFirst("^([A-Z]+) " + path + "/", "$1 /"));
    }

    /// Where it leads from now on.
    void leadTo(int port) {
        lab = port;
    }

    int port() {
        return server.getLocalPort();
    }

    String origin() {
        return "http://127.0.0.1:" + port();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), lab);
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(upstream);
                pump(client, upstream, header);
                pump(upstream, client, line -> line);
            } catch (IOException e) {
                // Closed, or a client that has gone; the next one is accepted.
            }
        }
    }

    /// A line of a body that begins with `Host:` would be taken for a header; no test sends one.
    private static void pump(Socket from, Socket to, UnaryOperator<String> header) {
        Thread.ofVirtual()
                .name("proxy-pump")
                .start(() -> {
                    try (from;
                            to) {
                        copy(from.getInputStream(), to.getOutputStream(), header);
                    } catch (IOException e) {
                        // One of them has gone: the other one follows.
                    }
                });
    }

    private static void copy(InputStream in, OutputStream out, UnaryOperator<String> header)
            throws IOException {
        byte[] buffer = new byte[64 * 1024];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
            StringBuilder forwarded = new StringBuilder(text.length());
            for (String line : text.split("(?<=\n)", -1)) {
                String ending = line.endsWith("\r\n") ? "\r\n" : "";
                forwarded
                        .append(header.apply(line.substring(0, line.length() - ending.length())))
                        .append(ending);
            }
            out.write(forwarded.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

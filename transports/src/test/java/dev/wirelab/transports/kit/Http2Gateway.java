package dev.wirelab.transports.kit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Speaks HTTP/1.1 to the kit's clients and HTTP/2 to a lab, so that the whole contract can be held
/// against HTTP/2. Each connection becomes one of the lab's, with one exchange at a time; if either
/// side ends, the other one does.
final class Http2Gateway implements AutoCloseable {
    private static final Map<Integer, Http2Gateway> BY_PORT = new ConcurrentHashMap<>();
    private static final int BUFFER = 32 * 1024;

    /// What belongs to a connection of HTTP/1.1 (RFC 9113 §8.2.2).
    private static final Set<String> CONNECTION_HEADERS =
            Set.of("host", "connection", "keep-alive", "transfer-encoding", "upgrade");

    private final URI lab;
    private final ServerSocket port;

    private Http2Gateway(URI lab) {
        this.lab = lab;
        try {
            port = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Redirects the kit's connections to this lab, until it is closed.
    static Http2Gateway open(URI lab) {
        Http2Gateway gateway = new Http2Gateway(lab);
        BY_PORT.put(lab.getPort(), gateway);
        Thread.ofVirtual().name("gateway").start(gateway::accept);
        return gateway;
    }

    /// The port to connect to in order to reach a port.
    static int redirected(int port) {
        Http2Gateway gateway = BY_PORT.get(port);
        return gateway == null ? port : gateway.port.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = port.accept();
                Thread.ofVirtual().name("gateway-up").start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try {
            client.setTcpNoDelay(true);
            BufferedInputStream in = new BufferedInputStream(client.getInputStream());
            if (isUpgrade(in)) {
                tunnel(client, in);
            } else {
                translate(client, in);
            }
        } catch (IOException e) {
            Net.close(client);
        }
    }

    /// Whether a connection begins with a WebSocket's upgrade, which HTTP/2 does not carry here.
    private static boolean isUpgrade(BufferedInputStream in) throws IOException {
        in.mark(BUFFER);
        String head = "";
        for (String line = Net.line(in); line != null && !line.isEmpty(); line = Net.line(in)) {
            head += line.toLowerCase(Locale.ROOT) + "\n";
        }
        in.reset();
        return head.contains("\nupgrade: websocket\n");
    }

    private void tunnel(Socket client, InputStream in) throws IOException {
        Socket server = Net.plain(Net.address(lab), 0);
        Net.withoutBound(server);
        Thread.ofVirtual()
                .name("gateway-down")
                .start(() -> {
                    try (client;
                            server) {
                        server.getInputStream().transferTo(client.getOutputStream());
                    } catch (IOException e) {
                        // Both sides end.
                    }
                });
        try (client;
                server) {
            in.transferTo(server.getOutputStream());
        }
    }

    private void translate(Socket client, InputStream in) {
        try (client;
                Http2Wire wire = Http2Wire.open(lab)) {
            client.setSendBufferSize(BUFFER);
            Net.withoutBound(wire.socket());
            Semaphore answered = new Semaphore(1);
            Thread.ofVirtual().name("gateway-down").start(() -> answer(wire, client, answered));
            String line = Net.line(in);
            while (line != null) {
                request(wire, in, line, answered);
                line = Net.line(in);
            }
        } catch (IOException | UncheckedIOException e) {
            // Both sides end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void request(Http2Wire wire, InputStream in, String line, Semaphore answered)
            throws IOException, InterruptedException {
        String[] words = line.split(" ", 3);
        Map<String, String> headers = new TreeMap<>();
        for (String header = Net.line(in);
                header != null && !header.isEmpty();
                header = Net.line(in)) {
            int colon = header.indexOf(':');
            String name = header.substring(0, colon).toLowerCase(Locale.ROOT);
            if (!CONNECTION_HEADERS.contains(name)) {
                headers.put(name, header.substring(colon + 1).strip());
            }
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        answered.acquire();
        if (length == 0) {
            wire.open(words[0], words[1], headers, true);
        } else {
            int stream = wire.open(words[0], words[1], headers, false);
            wire.body(stream, Net.exactly(in, length));
        }
    }

    private static void answer(Http2Wire wire, Socket client, Semaphore answered) {
        boolean isChunked = false;
        try (client;
                wire) {
            for (Http2Wire.Frame frame = wire.read(); frame != null; frame = wire.read()) {
                if (frame.type() == Http2Wire.RST_STREAM) {
                    return;
                }
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                if (frame.type() == Http2Wire.HEADERS) {
                    Map<String, String> headers = new TreeMap<>(wire.headers(frame));
                    int status = Integer.parseInt(String.valueOf(headers.remove(":status")));
                    isChunked = !headers.containsKey("content-length") && status != 204;
                    if (isChunked) {
                        headers.put("transfer-encoding", "chunked");
                    }
                    out.writeBytes(new HttpAnswer(status, headers, "").head());
                } else if (frame.type() == Http2Wire.DATA && frame.payload().length > 0) {
                    out.writeBytes(
                            isChunked
                                    ? EventStream.encodeChunk(Net.utf8(frame.payload()))
                                    : frame.payload());
                }
                if (frame.isEnd() && isChunked) {
                    out.writeBytes(Net.utf8("0\r\n\r\n"));
                }
                client.getOutputStream().write(out.toByteArray());
                if (frame.isEnd()) {
                    answered.release();
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // Both sides end.
        }
    }

    @Override
    public void close() {
        BY_PORT.remove(lab.getPort());
        try {
            port.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

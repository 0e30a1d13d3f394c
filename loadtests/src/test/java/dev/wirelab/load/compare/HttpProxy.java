package dev.wirelab.load.compare;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A faulty proxy between an HTTP server and its clients: forwards everything, except where a fault
/// changes the events in the answers to polls or in the server's WebSocket frames (RFC 6455 §5.2:
/// not masked, and here neither fragmented nor compressed). The connections get one fault each, in
/// the order of their first messages; a publisher's gets none, since it receives no message.
final class HttpProxy implements AutoCloseable {
    private static final int TEXT = 0x81;
    private static final int SHORT = 126;
    private static final int LONG = 127;

    private final ServerSocket listening;
    private final int port;
    private final Queue<LineProxy.Fault> faults;

    /// @param port the server's, on the loopback
    HttpProxy(int port, List<LineProxy.Fault> faults) throws IOException {
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
                InputStream fromClient = new BufferedInputStream(client.getInputStream());
                InputStream fromServer = new BufferedInputStream(server.getInputStream())) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            OutputStream toClient = client.getOutputStream();
            FaultyConnection connection = new FaultyConnection();
            Piece request = Piece.read(fromClient);
            while (request != null) {
                server.getOutputStream().write(request.bytes());
                Piece answer = Piece.read(fromServer);
                if (answer == null) {
                    return;
                }
                boolean polled = request.head().startsWith("GET /poll/");
                toClient.write((polled ? connection.meddle(answer) : answer).bytes());
                if (answer.head().startsWith("HTTP/1.1 101 ")) {
                    Thread.ofVirtual().name("up").start(() -> pass(fromClient, server));
                    frames(fromServer, toClient, connection);
                    return;
                }
                request = Piece.read(fromClient);
            }
        } catch (IOException e) {
            // Either side has gone; both sockets are closed.
        }
    }

    private static void pass(InputStream from, Socket to) {
        try {
            from.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // The other direction ends with the sockets.
        }
    }

    private static void frames(InputStream from, OutputStream to, FaultyConnection connection)
            throws IOException {
        for (int first = from.read(); first >= 0; first = from.read()) {
            int length = from.read();
            if (length == SHORT) {
                length = ByteBuffer.wrap(from.readNBytes(2)).getShort() & 0xffff;
            } else if (length == LONG) {
                length = Math.toIntExact(ByteBuffer.wrap(from.readNBytes(8)).getLong());
            }
            byte[] payload = from.readNBytes(length);
            if (first == TEXT) {
                String text = new String(payload, StandardCharsets.UTF_8);
                payload = connection.meddle(text).getBytes(StandardCharsets.UTF_8);
            }
            if (first != TEXT || payload.length > 0) {
                to.write(frame(first, payload));
            }
        }
    }

    private static byte[] frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(10 + payload.length).put((byte) first);
        if (payload.length < SHORT) {
            frame.put((byte) payload.length);
        } else if (payload.length <= 0xffff) {
            frame.put((byte) SHORT).putShort((short) payload.length);
        } else {
            frame.put((byte) LONG).putLong(payload.length);
        }
        byte[] bytes = new byte[frame.put(payload).flip().remaining()];
        frame.get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One connection, with its fault once it has one. Used by one thread.
    private final class FaultyConnection {
        private static final Pattern EVENTS = Pattern.compile("(.*\"events\":\\[)(.*)(\\].*)");

        private LineProxy.@Nullable Fault fault;

        /// An answer to a poll. Its events stand one after the other, with commas between.
        Piece meddle(Piece answer) {
            Matcher events = EVENTS.matcher(answer.body());
            if (!events.matches()) {
                return answer;
            }
            String lines = events.group(2).replace("},{", "}\n{");
            String meddled = lines.isEmpty() ? "" : meddle(lines).replace("\n", ",");
            return answer.with(events.group(1) + meddled + events.group(3));
        }

        /// Lines of events.
        String meddle(String lines) {
            if (fault == null && lines.contains("\"message\"")) {
                fault = faults.poll();
            }
            LineProxy.Fault own = fault;
            return own == null
                    ? lines
                    : String.join(
                            "\n",
                            lines.lines().flatMap(line -> own.meddle(line).stream()).toList());
        }
    }

    /// A request or an answer (RFC 9112), a character a byte.
    private record Piece(String head, String body) {
        private static final Pattern LENGTH = Pattern.compile("(?i)(\r\ncontent-length: *)(\\d+)");
        private static final String END = "\r\n\r\n";

        /// Nothing at the end of the connection.
        static @Nullable Piece read(InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.length() < END.length() || !head.substring(head.length() - 4).equals(END)) {
                int next = in.read();
                if (next < 0) {
                    return null;
                }
                head.append((char) next);
            }
            Matcher length = LENGTH.matcher(head);
            int body = length.find() ? Integer.parseInt(length.group(2)) : 0;
            return new Piece(
                    head.toString(), new String(in.readNBytes(body), StandardCharsets.ISO_8859_1));
        }

        Piece with(String other) {
            return new Piece(LENGTH.matcher(head).replaceFirst("$1" + other.length()), other);
        }

        byte[] bytes() {
            return (head + body).getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}

package dev.wirelab.load.claims;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// One TCP connection whose bytes are counted. Bytes are told as texts in ISO 8859-1, in which a
/// character is a byte. One thread reads and one may write.
final class Wire implements AutoCloseable {
    /// Longer than any poll may be held.
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Socket socket = new Socket();
    private final InputStream in;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();

    Wire(InetSocketAddress address) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        try {
            socket.connect(address, Math.toIntExact(PATIENCE.toMillis()));
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    int localPort() {
        return socket.getLocalPort();
    }

    /// Bytes that were sent.
    long sent() {
        return sent.get();
    }

    /// Bytes that were received and read.
    long received() {
        return received.get();
    }

    /// Bytes of both directions.
    long bytes() {
        return sent() + received();
    }

    /// Sends all of it in one write.
    void send(String bytes) throws IOException {
        sent.addAndGet(bytes.length());
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// The next byte, 0 to 255.
    ///
    /// @throws EOFException if the other side has ended the connection
    int read() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the lab ended a connection");
        }
        received.incrementAndGet();
        return next;
    }

    /// The next bytes.
    String take(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        received.addAndGet(bytes.length);
        if (bytes.length < count) {
            throw new EOFException("the lab ended a connection");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// Everything up to an LF, which is in it.
    String line() throws IOException {
        StringBuilder line = new StringBuilder(128);
        int next;
        do {
            next = read();
            line.append((char) next);
        } while (next != '\n');
        return line.toString();
    }

    /// Whether the other side has ended the connection, once all that it sent is read.
    ///
    /// @throws IOException if it neither ends it nor sends anything in time
    boolean isAtEnd() throws IOException {
        in.mark(1);
        boolean end = in.read() < 0;
        in.reset();
        return end;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

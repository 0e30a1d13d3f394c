package dev.wirelab.load.client;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A TCP connection that counts its bytes. Strings are in ISO 8859-1, where one character is one
/// byte. One thread may read while another writes.
public final class CountedSocket implements AutoCloseable {
    /// For connecting and for each read; longer than any poll is held.
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    private final Socket socket;
    private final InputStream in;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();

    CountedSocket(InetSocketAddress address) throws IOException {
        this(address, null);
    }

    /// @param tls for a connection over TLS, whose plaintext is counted; null: plaintext
    CountedSocket(InetSocketAddress address, @Nullable SSLContext tls) throws IOException {
        Socket plain = new Socket();
        plain.setTcpNoDelay(true);
        plain.setSoTimeout(Math.toIntExact(TIMEOUT.toMillis()));
        try {
            plain.connect(address, Math.toIntExact(TIMEOUT.toMillis()));
            socket =
                    tls == null
                            ? plain
                            : tls.getSocketFactory()
                                    .createSocket(
                                            plain,
                                            address.getHostString(),
                                            address.getPort(),
                                            true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /// The port of this side.
    public int localPort() {
        return socket.getLocalPort();
    }

    long sent() {
        return sent.get();
    }

    /// Bytes sent plus bytes received and read.
    public long bytes() {
        return sent.get() + received.get();
    }

    /// Sends everything in one write.
    void write(String bytes) throws IOException {
        sent.addAndGet(bytes.length());
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Reads exactly this many bytes.
    ///
    /// @throws EOFException if the peer closes the connection before that
    String read(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        received.addAndGet(bytes.length);
        if (bytes.length < count) {
            throw new EOFException("the lab closed a connection");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// Reads up to and including the next LF.
    ///
    /// @throws EOFException if the peer closes the connection before that
    String readLine() throws IOException {
        StringBuilder line = new StringBuilder(128);
        int next;
        do {
            next = in.read();
            if (next < 0) {
                throw new EOFException("the lab closed a connection");
            }
            line.append((char) next);
        } while (next != '\n');
        received.addAndGet(line.length());
        return line.toString();
    }

    /// Waits for the next byte or the end of the connection, without consuming the byte.
    ///
    /// @return whether the peer has closed the connection
    /// @throws IOException if neither happens in time
    public boolean isAtEnd() throws IOException {
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

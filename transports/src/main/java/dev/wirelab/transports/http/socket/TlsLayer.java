package dev.wirelab.transports.http.socket;

import dev.wirelab.core.meter.Direction;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.tls.CiphertextSocket;
import dev.wirelab.transports.tls.TlsChannel;
import dev.wirelab.transports.tls.TlsCounters;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.util.BufferUtil;

/// TLS between a socket of the HTTP port and the end point of its plaintext, which counts the
/// ciphertext.
final class TlsLayer implements CiphertextSocket {
    /// The answer to plaintext on a TLS port.
    private static final byte[] NOT_TLS =
            RawRefusal.encode(400, "Bad Request", Refusal.badRequest("this port speaks https"));

    private static final int MAX_LAST_READ = 1024;

    private final MeteredEndPoint socket;
    private final StallDetector stalls;
    private final TlsChannel channel;
    private volatile boolean hasUnsentHandshake;

    /// @param socket counts the ciphertext
    /// @param stalls records when the kernel takes ciphertext
    /// @param engine in server mode
    /// @param counters count handshakes, and connections that fail
    TlsLayer(MeteredEndPoint socket, StallDetector stalls, SSLEngine engine, TlsCounters counters) {
        this.socket = socket;
        this.stalls = stalls;
        this.channel = new TlsChannel(engine, this, counters, NOT_TLS);
    }

    /// Reads plaintext, as `EndPoint.fill` does. Closes the end point if its peer violates TLS.
    int fill(ByteBuffer buffer) {
        int position = BufferUtil.flipToFill(buffer);
        int filled = -1;
        try {
            filled = channel.read(buffer);
        } catch (IOException e) {
            socket.close(e);
        } finally {
            BufferUtil.flipToFlush(buffer, position);
        }
        return filled;
    }

    /// Encrypts and writes plaintext, as `EndPoint.flush` does.
    boolean flush(ByteBuffer... buffers) throws IOException {
        return channel.write(buffers);
    }

    /// Continues the handshake if the kernel has not taken one of its messages at once.
    void continueHandshake() {
        if (!hasUnsentHandshake) {
            return;
        }
        hasUnsentHandshake = false;
        try {
            if (channel.flush()) {
                socket.signalInput();
            } else {
                flushWhenWritable();
            }
        } catch (IOException e) {
            socket.close(e);
        }
    }

    /// Whether reading can make progress with what has been received already.
    boolean hasInput() {
        return channel.hasInput();
    }

    /// Whether a part of the handshake is being computed; input is signalled afterwards.
    boolean isComputing() {
        return channel.isComputing();
    }

    /// Ends the output, if the kernel takes that now.
    void closeOutput() {
        channel.closeOutput();
    }

    /// Counts what the peer has sent last, and nobody reads any more, as a capture does. Called
    /// before the socket is closed.
    void countLastRecords() {
        try {
            int read = socket.getChannel().read(ByteBuffer.allocate(MAX_LAST_READ));
            if (read > 0) {
                socket.received(read);
                socket.overhead(Direction.IN, read);
            }
        } catch (IOException e) {
            // The peer has gone, and nothing of it is left.
        }
    }

    /// Releases the buffers. Called when the socket has closed.
    void release() {
        channel.release();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int read = socket.getChannel().read(into);
        if (read > 0) {
            socket.notIdle();
            socket.received(read);
        }
        return read;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int written = socket.getChannel().write(from);
        if (written > 0) {
            stalls.taken();
            socket.notIdle();
            socket.sent(written);
        }
        return written;
    }

    @Override
    public void flushWhenWritable() {
        hasUnsentHandshake = true;
        socket.awaitWritable();
    }

    @Override
    public void resumeReading() {
        socket.signalInput();
    }

    @Override
    public void overhead(Direction direction, long bytes) {
        socket.overhead(direction, bytes);
    }
}

package dev.wirelab.transports.tcp;

import dev.wirelab.core.meter.Direction;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.Admission;
import dev.wirelab.transports.ConnectionTraffic;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.ledger.PlaintextInspection;
import dev.wirelab.transports.tls.CiphertextSocket;
import dev.wirelab.transports.tls.TlsChannel;
import dev.wirelab.transports.tls.TlsCounters;
import dev.wirelab.transports.tls.TlsFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/// The socket of a TCP connection, in plaintext or with TLS. Counts its bytes, and inspects them in
/// plaintext. The loop's thread reads; any thread may write, one write at a time.
final class TcpSocket {
    /// The answer to plaintext on the TLS port.
    private static final byte[] NOT_TLS =
            TcpConnection.line(Refusal.badRequest("this port speaks TLS"));

    private final TcpConnection connection;
    private final SocketChannel channel;
    private final TcpLoop loop;
    private final ConnectionTraffic traffic;
    private final PlaintextInspection inspection;
    private final TlsCounters tlsCounters;
    private final @Nullable TlsChannel tls;
    private volatile @Nullable SelectionKey key;
    private volatile boolean paused;
    private volatile boolean inputEnded;

    // The rest of a write that the kernel has not taken yet.
    private volatile @Nullable Unwritten unwritten;

    // Used only by the loop's thread: whether a part of the handshake is being computed.
    private boolean suspended;

    /// The rest of a write, and the task that follows it.
    private record Unwritten(ByteBuffer bytes, Runnable then) {}

    /// @param engine makes it a TLS connection; null for plaintext
    /// @param place its place within the limits of connections
    TcpSocket(
            TransportContext lab,
            TcpConnection connection,
            SocketChannel channel,
            TcpLoop loop,
            @Nullable SSLEngine engine,
            Admission.Place place) {
        this.connection = connection;
        this.channel = channel;
        this.loop = loop;
        this.tlsCounters = lab.tlsCounters();
        this.inspection = new PlaintextInspection(lab.inspector(), LineDissector::new);
        this.traffic = new ConnectionTraffic(inspection, place);
        traffic.opened(lab.meters().of(TcpTransport.ID));
        this.tls =
                engine == null
                        ? null
                        : new TlsChannel(engine, new Ciphertext(), tlsCounters, NOT_TLS);
    }

    /// What is below TLS.
    private final class Ciphertext implements CiphertextSocket {
        @Override
        public int read(ByteBuffer into) throws IOException {
            int read = channel.read(into);
            if (read > 0) {
                traffic.in(read);
            }
            return read;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            int written = channel.write(from);
            traffic.out(written);
            return written;
        }

        @Override
        public void flushWhenWritable() {
            interest(SelectionKey.OP_WRITE, true);
        }

        @Override
        public void resumeReading() {
            loop.readSoon(connection);
        }

        @Override
        public void overhead(Direction direction, long bytes) {
            inspection.tls(direction, bytes);
        }
    }

    /// Counts its bytes.
    ConnectionTraffic traffic() {
        return traffic;
    }

    /// Starts to read.
    void register(Selector selector) throws IOException {
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, connection);
    }

    /// Reads plaintext.
    ///
    /// @param buffer empty; if anything was read, ready to be read from afterwards
    /// @return the number of bytes; 0 if there are none yet; -1 at the end
    int read(ByteBuffer buffer) throws IOException {
        int read = tls == null ? readPlain(buffer) : readDecrypted(tls, buffer);
        if (read < 0) {
            inputEnded = true;
            interest(SelectionKey.OP_READ, false);
        } else if (read > 0) {
            inspection.in(buffer.flip(), read);
        }
        return read;
    }

    private int readPlain(ByteBuffer buffer) throws IOException {
        boolean isFirst = traffic.received() == 0;
        int read = channel.read(buffer);
        if (read > 0) {
            traffic.in(read);
            if (isFirst && TlsChannel.isHandshake(buffer.get(0))) {
                // It is refused as a line that is meant for another port.
                tlsCounters.failed(
                        TlsFailure.TLS_ON_PLAINTEXT_PORT,
                        "a client began TLS on the plaintext TCP port");
            }
        }
        return read;
    }

    private int readDecrypted(TlsChannel decrypting, ByteBuffer buffer) throws IOException {
        if (paused || inputEnded) {
            return 0;
        }
        int read = decrypting.read(buffer);
        if (decrypting.isComputing()) {
            // Otherwise the selector would report the same input until it is done.
            interest(SelectionKey.OP_READ, false);
            suspended = true;
            return read;
        }
        if (suspended) {
            suspended = false;
            interest(SelectionKey.OP_READ, true);
        }
        if (decrypting.hasInput()) {
            loop.readSoon(connection);
        }
        return read;
    }

    /// Stops reading until [#resume].
    void pause() {
        paused = true;
        interest(SelectionKey.OP_READ, false);
    }

    /// Resumes reading, unless the input has ended.
    void resume() {
        paused = false;
        interest(SelectionKey.OP_READ, !inputEnded);
        if (tls != null && tls.hasInput()) {
            loop.readSoon(connection);
        }
    }

    boolean isPaused() {
        return paused;
    }

    /// Whether the client has ended its side.
    boolean hasInputEnded() {
        return inputEnded;
    }

    /// Writes all these bytes, now or when the socket is writable.
    ///
    /// @param then run when the kernel has taken them; never if the connection fails
    void write(ByteBuffer bytes, Runnable then) {
        try {
            if (!(tls == null ? writePlain(bytes) : writeEncrypted(tls, bytes))) {
                unwritten = new Unwritten(bytes, then);
                interest(SelectionKey.OP_WRITE, true);
                return;
            }
        } catch (IOException e) {
            connection.failed(e);
            return;
        }
        then.run();
    }

    /// Whether the kernel has taken everything.
    private boolean writePlain(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            ByteBuffer @Nullable [] views = inspection.views(bytes);
            int written = channel.write(bytes);
            traffic.out(written);
            inspection.out(written, views);
            if (written == 0) {
                return false;
            }
        }
        return true;
    }

    private boolean writeEncrypted(TlsChannel encrypting, ByteBuffer bytes) throws IOException {
        ByteBuffer @Nullable [] views = inspection.views(bytes);
        int before = bytes.remaining();
        try {
            return encrypting.write(bytes);
        } finally {
            if (before > bytes.remaining()) {
                inspection.out(before - bytes.remaining(), views);
            }
        }
    }

    /// Continues a write, or a handshake: the socket is writable.
    void continueWriting() {
        Unwritten rest = unwritten;
        unwritten = null;
        interest(SelectionKey.OP_WRITE, false);
        if (rest != null) {
            write(rest.bytes(), rest.then());
        } else if (tls != null) {
            flushHandshake(tls);
        }
    }

    private void flushHandshake(TlsChannel handshaking) {
        try {
            if (handshaking.flush()) {
                loop.readSoon(connection);
            } else {
                interest(SelectionKey.OP_WRITE, true);
            }
        } catch (IOException e) {
            connection.failed(e);
        }
    }

    /// Ends the output, after all that was written.
    void endOutput() throws IOException {
        if (tls != null) {
            tls.closeOutput();
        }
        channel.shutdownOutput();
    }

    /// Reads until the client ends its side, even if reading was paused.
    void awaitEnd() {
        interest(SelectionKey.OP_READ, true);
    }

    private void interest(int operation, boolean on) {
        SelectionKey mine = key;
        if (mine != null && mine.isValid()) {
            if (on) {
                mine.interestOpsOr(operation);
                loop.wakeup();
            } else {
                mine.interestOpsAnd(~operation);
            }
        }
    }

    /// Closes the socket at once. Safe on any thread.
    void close() throws IOException {
        channel.close();
    }

    /// Releases the buffers and ends the counting. Called once, after [#close].
    ///
    /// @param other the meter of traffic that no session is charged with
    void release(TrafficMeter other) {
        if (tls != null) {
            tls.release();
        }
        traffic.close(other);
    }
}

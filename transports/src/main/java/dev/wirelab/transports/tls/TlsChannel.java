package dev.wirelab.transports.tls;

import dev.wirelab.core.meter.Direction;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The server's side of TLS on one socket: [#read] returns plaintext, [#write] takes it. The
/// handshake happens while it is read. Never blocks; the costly parts of the handshake run on a
/// virtual thread.
///
/// One thread reads and one writes at a time. The lock serializes both, since either may send
/// messages of TLS itself; it is held while a record is encrypted or decrypted, and across reads
/// and writes of the socket, which do not block.
///
/// An idle connection has no buffer. A peer costs at most one record of undecrypted input, one of
/// unread plaintext, and two of output that it does not take.
public final class TlsChannel {
    private static final int CONTINUE = -2;
    private static final byte HANDSHAKE_RECORD = 22;
    private static final ByteBuffer[] NOTHING = {ByteBuffer.allocate(0)};
    private static final Executor TASKS =
            task -> Thread.ofVirtual().name("tls-handshake").start(task);

    private final SSLEngine engine;
    private final CiphertextSocket socket;
    private final TlsCounters counters;
    private final byte[] plaintextAnswer;
    private final ReentrantLock lock = new ReentrantLock();

    // Ready to be read from; null if empty.
    private @Nullable ByteBuffer received;
    private @Nullable ByteBuffer decrypted;
    private @Nullable ByteBuffer unsent;

    // Whether `received` is a part of a record.
    private boolean isPartial;
    private boolean hasBegun;
    private boolean isEstablished;
    private boolean inputEnded;
    private volatile boolean isComputing;

    /// @param engine in server mode
    /// @param plaintextAnswer what a peer is sent that does not speak TLS, before the end
    public TlsChannel(
            SSLEngine engine,
            CiphertextSocket socket,
            TlsCounters counters,
            byte[] plaintextAnswer) {
        this.engine = engine;
        this.socket = socket;
        this.counters = counters;
        this.plaintextAnswer = plaintextAnswer;
    }

    /// Whether these first bytes of a connection begin a TLS handshake, and no text.
    public static boolean isHandshake(byte first) {
        return first == HANDSHAKE_RECORD;
    }

    /// Reads plaintext, until the buffer is full or the next record is incomplete.
    ///
    /// @param into has room for at least one byte
    /// @return the number of bytes; 0 if there are none yet; -1 at the end
    /// @throws IOException if the socket fails or the peer violates TLS; it has been counted, and
    ///   the alert has been sent
    public int read(ByteBuffer into) throws IOException {
        lock.lock();
        try {
            int step = CONTINUE;
            while (step == CONTINUE) {
                step = step(into);
            }
            return step;
        } catch (SSLException e) {
            fail(e);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private int step(ByteBuffer into) throws IOException {
        if (decrypted != null) {
            return takeDecrypted(decrypted, into);
        }
        if (inputEnded) {
            return -1;
        }
        if (isComputing) {
            return 0;
        }
        return switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> {
                compute();
                yield 0;
            }
            case NEED_WRAP -> sendOwnMessages() ? CONTINUE : 0;
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN, NOT_HANDSHAKING, FINISHED -> decrypt(into);
        };
    }

    private int takeDecrypted(ByteBuffer plaintext, ByteBuffer into) {
        int length = Math.min(plaintext.remaining(), into.remaining());
        into.put(plaintext.slice(plaintext.position(), length));
        plaintext.position(plaintext.position() + length);
        if (!plaintext.hasRemaining()) {
            decrypted = null;
            RecordBuffers.RECORDS.giveBack(plaintext);
        }
        return length;
    }

    private void compute() {
        isComputing = true;
        TASKS.execute(() -> {
            try {
                runTasks();
            } finally {
                isComputing = false;
                socket.resumeReading();
            }
        });
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask();
                task != null;
                task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private int decrypt(ByteBuffer into) throws IOException {
        if (received == null || isPartial) {
            int read = receive();
            if (read <= 0) {
                return read < 0 ? end() : 0;
            }
        }
        ByteBuffer ciphertext = received;
        if (ciphertext == null) {
            return 0;
        }
        SSLEngineResult result = engine.unwrap(ciphertext, into);
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            ByteBuffer plaintext = RecordBuffers.RECORDS.take();
            result = engine.unwrap(ciphertext, plaintext);
            if (plaintext.flip().hasRemaining()) {
                decrypted = plaintext;
            } else {
                RecordBuffers.RECORDS.giveBack(plaintext);
            }
        }
        passed(Direction.IN, result.bytesConsumed() - result.bytesProduced(), result);
        releaseReceived();
        return switch (result.getStatus()) {
            case OK -> {
                refuseRenegotiation();
                yield decrypted == null && result.bytesProduced() > 0
                        ? result.bytesProduced()
                        : CONTINUE;
            }
            case BUFFER_UNDERFLOW -> {
                isPartial = true;
                yield CONTINUE;
            }
            case CLOSED -> {
                inputEnded = true;
                yield CONTINUE;
            }
            case BUFFER_OVERFLOW -> throw new SSLException("a record is too large");
        };
    }

    private int receive() throws IOException {
        ByteBuffer buffer = received == null ? RecordBuffers.RECORDS.take() : received.compact();
        int read;
        try {
            read = socket.read(buffer);
        } finally {
            received = buffer.flip();
            releaseReceived();
        }
        if (read > 0) {
            isPartial = false;
        }
        if (read > 0 && !hasBegun) {
            hasBegun = true;
            if (!isHandshake(buffer.get(0))) {
                refusePlaintext();
            }
        }
        return read;
    }

    private void releaseReceived() {
        ByteBuffer buffer = received;
        if (buffer != null && !buffer.hasRemaining()) {
            received = null;
            isPartial = false;
            RecordBuffers.RECORDS.giveBack(buffer);
        }
    }

    private void refusePlaintext() throws IOException {
        inputEnded = true;
        counters.failed(TlsFailure.PLAINTEXT, "a client sent plaintext to a TLS port");
        int written = socket.write(ByteBuffer.wrap(plaintextAnswer));
        socket.overhead(Direction.OUT, written);
        throw new EOFException("plaintext on a TLS port");
    }

    /// A second handshake costs the server more than the client, and nothing needs it. TLS 1.3 has
    /// none.
    private void refuseRenegotiation() throws IOException {
        if (isEstablished
                && engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
                && engine.getSession().getProtocol().equals("TLSv1.2")) {
            inputEnded = true;
            counters.failed(TlsFailure.RENEGOTIATION, "a client requested a second handshake");
            throw new EOFException("renegotiation");
        }
    }

    private int end() {
        inputEnded = true;
        try {
            engine.closeInbound();
        } catch (SSLException e) {
            // The peer closed the socket without a close_notify. Requests and lines have ends of
            // their own, so nothing that was cut off is taken for whole.
            if (!isEstablished && hasBegun) {
                counters.failed(TlsFailure.DISCONNECTED, "a client left during the handshake");
            }
        }
        return -1;
    }

    private void fail(SSLException e) {
        boolean isNew = !inputEnded;
        inputEnded = true;
        if (isNew) {
            counters.failed(
                    isEstablished ? TlsFailure.RECORD : TlsFailure.HANDSHAKE,
                    String.valueOf(e.getMessage()).replaceAll("[^ -~]", "?"));
        }
        sendLastMessages();
    }

    /// Sends messages of the handshake that are due, in one write.
    ///
    /// @return false if the kernel does not take them now
    private boolean sendOwnMessages() throws IOException {
        if (flushUnsent()) {
            encrypt(NOTHING);
            if (flushUnsent()) {
                return true;
            }
        }
        socket.flushWhenWritable();
        return false;
    }

    /// Encrypts plaintext and writes it.
    ///
    /// @return false if the kernel has not taken everything; then this must be called again with
    ///   the rest, even if nothing is left in the buffers, when the socket is writable
    /// @throws IOException if the socket fails or the connection has ended
    public boolean write(ByteBuffer... plaintext) throws IOException {
        lock.lock();
        try {
            if (!flushUnsent()) {
                return false;
            }
            while (hasRemaining(plaintext)) {
                if (!isEstablished) {
                    throw new EOFException("the handshake is not complete");
                }
                encrypt(plaintext);
                if (unsent == null) {
                    throw new EOFException("the connection cannot send");
                }
                if (!flushUnsent()) {
                    return false;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Encrypts messages of TLS that are due, and plaintext, as far as one buffer has room for.
    private void encrypt(ByteBuffer[] plaintext) throws IOException {
        ByteBuffer out = RecordBuffers.FLIGHTS.take();
        boolean isMore = true;
        while (isMore && out.remaining() >= RecordBuffers.RECORD) {
            SSLEngineResult result = engine.wrap(plaintext, out);
            passed(Direction.OUT, result.bytesProduced() - result.bytesConsumed(), result);
            if (result.getStatus() == SSLEngineResult.Status.CLOSED && out.position() == 0) {
                RecordBuffers.FLIGHTS.giveBack(out);
                throw new EOFException("the connection has ended");
            }
            if (isEstablished && engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                runTasks();
            }
            isMore =
                    result.getStatus() == SSLEngineResult.Status.OK
                            && result.bytesProduced() > 0
                            && (hasRemaining(plaintext)
                                    || engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP);
        }
        if (out.flip().hasRemaining()) {
            unsent = out;
        } else {
            RecordBuffers.FLIGHTS.giveBack(out);
        }
    }

    private void passed(Direction direction, long overhead, SSLEngineResult result) {
        if (overhead > 0) {
            socket.overhead(direction, overhead);
        }
        if (result.getHandshakeStatus() == HandshakeStatus.FINISHED && !isEstablished) {
            isEstablished = true;
            counters.established();
        }
    }

    /// Writes output that is encrypted already.
    ///
    /// @return whether the kernel has taken all of it
    public boolean flush() throws IOException {
        lock.lock();
        try {
            return flushUnsent();
        } finally {
            lock.unlock();
        }
    }

    private boolean flushUnsent() throws IOException {
        ByteBuffer out = unsent;
        if (out == null) {
            return true;
        }
        while (out.hasRemaining()) {
            if (socket.write(out) == 0) {
                // Keeps no more than is needed.
                if (out.capacity() == RecordBuffers.FLIGHT) {
                    unsent = ByteBuffer.allocate(out.remaining()).put(out).flip();
                    RecordBuffers.FLIGHTS.giveBack(out);
                }
                return false;
            }
        }
        unsent = null;
        RecordBuffers.FLIGHTS.giveBack(out);
        return true;
    }

    /// Whether [#read] can make progress with what has been received already, of which the selector
    /// does not report anything.
    public boolean hasInput() {
        lock.lock();
        try {
            if (isComputing) {
                return false;
            }
            HandshakeStatus status = engine.getHandshakeStatus();
            return decrypted != null
                    || (received != null && !isPartial)
                    || (!inputEnded
                            && unsent == null
                            && hasBegun
                            && (status == HandshakeStatus.NEED_TASK
                                    || status == HandshakeStatus.NEED_WRAP));
        } finally {
            lock.unlock();
        }
    }

    /// Whether a part of the handshake is being computed; [CiphertextSocket#resumeReading] follows.
    public boolean isComputing() {
        return isComputing;
    }

    /// Ends the output with a close_notify, if the kernel takes it now.
    public void closeOutput() {
        lock.lock();
        try {
            sendLastMessages();
        } finally {
            lock.unlock();
        }
    }

    private void sendLastMessages() {
        engine.closeOutbound();
        try {
            boolean isMore = true;
            while (isMore && flushUnsent() && !engine.isOutboundDone() && !isComputing) {
                encrypt(NOTHING);
                isMore = unsent != null;
            }
        } catch (IOException e) {
            // The peer has gone.
            unsent = null;
        }
    }

    /// The socket has closed: releases the buffers, and reports what was never decrypted.
    public void release() {
        lock.lock();
        try {
            inputEnded = true;
            ByteBuffer rest = received;
            if (rest != null) {
                received = null;
                socket.overhead(Direction.IN, rest.remaining());
                RecordBuffers.RECORDS.giveBack(rest);
            }
            unsent = null;
            decrypted = null;
        } finally {
            lock.unlock();
        }
    }

    private static boolean hasRemaining(ByteBuffer[] buffers) {
        for (ByteBuffer buffer : buffers) {
            if (buffer.hasRemaining()) {
                return true;
            }
        }
        return false;
    }
}

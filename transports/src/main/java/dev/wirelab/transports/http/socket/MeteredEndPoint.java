package dev.wirelab.transports.http.socket;

import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonEvents;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.ConnectionTraffic;
import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.ledger.PlaintextInspection;
import dev.wirelab.transports.tls.CiphertextSocket;
import dev.wirelab.transports.tls.TlsChannel;
import dev.wirelab.transports.tls.TlsCounters;
import dev.wirelab.transports.tls.TlsFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A socket of an HTTP port that counts its bytes where they are read and written, below HTTP,
/// WebSocket and TLS. The counts equal those of a packet capture.
///
/// On a TLS port it is the end point of the plaintext: what is filled from it has been decrypted,
/// and what is flushed to it is encrypted. The inspection sees the plaintext.
///
/// When it is [#share]d, by a WebSocket or a response that stays open, frames that were encoded
/// once for many connections are written directly to the socket. Jetty still writes pings, pongs
/// and the close. Both kinds of writes are serialized: one write at a time, in the order of the
/// requests, each of whole frames. Input is then read on the selector's thread, as it is for HTTP.
/// A connection that cannot accept more input calls [#pause] instead of blocking that thread.
final class MeteredEndPoint extends SocketChannelEndPoint implements HttpSocket, SharedWriter {
    private static final Logger LOG = LoggerFactory.getLogger(MeteredEndPoint.class);

    /// What is read at most while a response is pending.
    private static final int MAX_AHEAD = 1024;

    /// The answer to plaintext on a TLS port.
    private static final byte[] NOT_TLS = notTls();

    private final ManagedSelector selector;
    private LazySelectionKey key;
    private final ConnectionTraffic traffic;
    private final PlaintextInspection inspection;
    private final TrafficMeter other;
    private final RoundEndTask roundEnd;
    private final @Nullable TlsChannel tls;
    private final TlsCounters tlsCounters;
    private final Queue<Runnable> pendingWrites = new ArrayDeque<>(2);
    private boolean writing;
    private volatile boolean hasUnsentHandshake;
    private volatile boolean shared;

    // Whether the next read would most likely find nothing. The selector reports new input.
    private volatile boolean drained;

    private @Nullable Callback onSelector;
    private final AtomicReference<@Nullable Runnable> whenClosed = new AtomicReference<>();

    // The session of the last request, so that the token of the next one need not be looked up.
    private volatile @Nullable CachedSession cached;

    // Notified when the client ends the connection before its response.
    private final AtomicReference<@Nullable Watch> watch = new AtomicReference<>();

    /// What is notified when a watched connection ends.
    private static final class Watch {
        private final Runnable ended;
        private final boolean mayPipeline;

        Watch(Runnable ended, boolean mayPipeline) {
            this.ended = ended;
            this.mayPipeline = mayPipeline;
        }

        Callback callback(MeteredEndPoint socket) {
            return Callback.from(
                    InvocationType.NON_BLOCKING,
                    () -> socket.watchEnded(this, false),
                    _ -> socket.watchEnded(this, true));
        }
    }

    // Input that was read while a response was pending; comes before what the socket has.
    private volatile @Nullable ByteBuffer ahead;

    // When the current request began, on the nano clock, and what had been received before. 0 if no
    // request is being read. A connection has to send a request as soon as it is open.
    private volatile long requestSince = System.nanoTime() | 1;
    private volatile long receivedBefore;

    private volatile boolean hasRequested;

    // Used only by the thread that checks for stalls.
    private long suspectSince;

    // Whether the kernel has not taken all of a write, and when it last took something.
    private volatile boolean isBlocked;
    private volatile long takenAt;

    private record CachedSession(String authorization, Session session) {}

    private final AtomicReference<InputState> inputState = new AtomicReference<>(InputState.OPEN);

    private enum InputState {
        OPEN,
        PAUSED,
        /// Paused, and Jetty has requested to be notified of input.
        AWAITED
    }

    /// @param traffic counts its bytes
    /// @param inspection inspects its bytes, if that is enabled
    /// @param other the meter of traffic that no handler charges
    /// @param roundEnd requested when input has been read
    /// @param engine makes it a TLS connection; null for plaintext
    /// @param tlsCounters counts handshakes and what is not one
    MeteredEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            ConnectionTraffic traffic,
            PlaintextInspection inspection,
            TrafficMeter other,
            RoundEndTask roundEnd,
            @Nullable SSLEngine engine,
            TlsCounters tlsCounters) {
        LazySelectionKey lazy = new LazySelectionKey(key);
        super(channel, selector, lazy, scheduler);
        this.key = lazy;
        this.selector = selector;
        this.traffic = traffic;
        this.inspection = inspection;
        this.other = other;
        this.roundEnd = roundEnd;
        this.tlsCounters = tlsCounters;
        this.tls =
                engine == null
                        ? null
                        : new TlsChannel(engine, new Ciphertext(), tlsCounters, NOT_TLS);
    }

    private static byte[] notTls() {
        return answer(400, "Bad Request", Refusal.badRequest("this port speaks https"));
    }

    /// A whole response with a refusal, after which the connection closes.
    static byte[] answer(int status, String reason, Refusal refusal) {
        byte[] body = JsonEvents.encode(Event.Error.of(refusal));
        byte[] head =
                ("HTTP/1.1 "
                                + status
                                + " "
                                + reason
                                + "\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length
                                + "\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + body.length).put(head).put(body).array();
    }

    /// What is below TLS.
    private final class Ciphertext implements CiphertextSocket {
        @Override
        public int read(ByteBuffer into) throws IOException {
            int read = getChannel().read(into);
            if (read > 0) {
                notIdle();
                traffic.in(read);
            }
            return read;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            int written = getChannel().write(from);
            if (written > 0) {
                takenAt = System.nanoTime();
                notIdle();
                traffic.out(written);
            }
            return written;
        }

        @Override
        public void flushWhenWritable() {
            hasUnsentHandshake = true;
            onIncompleteFlush();
        }

        @Override
        public void resumeReading() {
            selector.submit(_ -> getFillInterest().fillable());
        }

        @Override
        public void overhead(Direction direction, long bytes) {
            inspection.tls(direction, bytes);
        }
    }

    @Override
    public ConnectionTraffic traffic() {
        return traffic;
    }

    @Override
    public SharedWriter writer() {
        return this;
    }

    @Override
    public @Nullable Session cachedSession(String authorization) {
        CachedSession last = cached;
        return last != null
                        && last.authorization().equals(authorization)
                        && !last.session().hasEnded()
                ? last.session()
                : null;
    }

    @Override
    public void cacheSession(String authorization, Session session) {
        cached = new CachedSession(authorization, session);
    }

    @Override
    public @Nullable Runnable onSelected() {
        if (key.isUnexpected()) {
            key.applyInterest();
            return null;
        }
        drained = false;
        if (hasUnsentHandshake) {
            flushHandshake();
        }
        return super.onSelected();
    }

    /// Continues a handshake whose message the kernel did not take at once.
    private void flushHandshake() {
        hasUnsentHandshake = false;
        try {
            if (tls != null && !tls.flush()) {
                hasUnsentHandshake = true;
                onIncompleteFlush();
            } else {
                selector.submit(_ -> getFillInterest().fillable());
            }
        } catch (IOException e) {
            close(e);
        }
    }

    @Override
    public void replaceKey(SelectionKey newKey) {
        key = new LazySelectionKey(newKey);
        super.replaceKey(key);
    }

    @Override
    public void resume(Runnable connection) {
        selector.submit(_ -> {
            // Most likely there is no input yet.
            drained = true;
            connection.run();
        });
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int filled = ahead == null ? fillNow(buffer) : fillFromAhead(buffer);
        if (filled > 0 && requestSince == 0 && !shared) {
            receivedBefore = traffic.received();
            requestSince = System.nanoTime() | 1;
        }
        return filled;
    }

    private int fillFromAhead(ByteBuffer buffer) {
        ByteBuffer source = Objects.requireNonNull(ahead);
        int filled = BufferUtil.append(buffer, source);
        if (!source.hasRemaining()) {
            ahead = null;
        }
        return filled;
    }

    @Override
    public void requestAwaited() {
        if (requestSince == 0) {
            receivedBefore = traffic.received();
            requestSince = System.nanoTime() | 1;
        }
    }

    @Override
    public void requestRead() {
        hasRequested = true;
        requestSince = 0;
    }

    /// Closes the connection if a request does not arrive, or the peer does not read: 10 s, and for
    /// a request one more for each KiB of it.
    ///
    /// @param stall the time limit in nanoseconds
    /// @param first the time limit of the first request after the connection opened
    /// @return whether it was closed
    boolean closeIfStalled(long stall, long first) {
        long now = System.nanoTime();
        long since = requestSince;
        boolean isLate =
                since != 0
                        && !shared
                        && now - since
                                > (hasRequested ? stall : first)
                                        + TimeLimits.arrivalNanos(
                                                traffic.received() - receivedBefore);
        if (isLate && suspectSince != since) {
            // What it has sent may not have been read yet: it has until the next check.
            suspectSince = since;
            isLate = false;
        }
        if (!isLate && !(isBlocked && now - takenAt > stall)) {
            return false;
        }
        LOG.debug("cut: {}", isLate ? "its request does not arrive" : "it does not read");
        close();
        return true;
    }

    private int fillNow(ByteBuffer buffer) throws IOException {
        if (drained || inputState.get() != InputState.OPEN) {
            drained = false;
            return 0;
        }
        int filled = tls == null ? fillPlain(buffer) : fillDecrypted(tls, buffer);
        if (filled > 0) {
            inspection.in(buffer, filled);
        }
        requestDelivery();
        return filled;
    }

    private int fillPlain(ByteBuffer buffer) throws IOException {
        int room = BufferUtil.space(buffer);
        boolean isFirst = traffic.received() == 0;
        int filled = super.fill(buffer);
        // A read that does not fill the buffer has taken all input.
        drained = filled > 0 && filled < room;
        if (filled > 0) {
            traffic.in(filled);
            if (isFirst && TlsChannel.isHandshake(buffer.get(buffer.limit() - filled))) {
                // Jetty refuses it, since no request begins so.
                tlsCounters.failed(
                        TlsFailure.TLS_ON_PLAINTEXT_PORT,
                        "a client began TLS on the plaintext HTTP port");
            }
        }
        return filled;
    }

    private int fillDecrypted(TlsChannel channel, ByteBuffer buffer) {
        if (isInputShutdown()) {
            return -1;
        }
        int position = BufferUtil.flipToFill(buffer);
        int filled = -1;
        try {
            filled = channel.read(buffer);
        } catch (IOException e) {
            close(e);
        } finally {
            BufferUtil.flipToFlush(buffer, position);
        }
        if (filled < 0) {
            shutdownInput();
        }
        return filled;
    }

    @Override
    public void fillInterested(Callback callback) {
        super.fillInterested(shared ? onSelector(callback) : callback);
    }

    /// Wraps the callback so that Jetty may call it on the selector's thread. Jetty always passes
    /// the same callback, so that it is wrapped once.
    private Callback onSelector(Callback callback) {
        if (onSelector == null) {
            onSelector =
                    Callback.from(
                            InvocationType.NON_BLOCKING, callback::succeeded, callback::failed);
        }
        return onSelector;
    }

    @Override
    protected void needsFillInterest() {
        if (!inputState.compareAndSet(InputState.PAUSED, InputState.AWAITED)) {
            awaitInput();
        }
    }

    private void awaitInput() {
        if (ahead != null || (tls != null && tls.hasInput())) {
            // The selector does not report what has been received already.
            selector.submit(_ -> getFillInterest().fillable());
        } else if (tls == null || !tls.isComputing()) {
            super.needsFillInterest();
        }
    }

    @Override
    public void pause() {
        inputState.compareAndSet(InputState.OPEN, InputState.PAUSED);
    }

    @Override
    public void resume() {
        if (inputState.getAndSet(InputState.OPEN) == InputState.AWAITED) {
            awaitInput();
        }
    }

    @Override
    public void execute(Runnable commands) {
        selector.submit(_ -> {
            roundEnd.guard("a connection of the HTTP port", commands);
            requestDelivery();
        });
    }

    @Override
    public void requestDelivery() {
        roundEnd.request(selector);
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        long before = remaining(buffers);
        ByteBuffer @Nullable [] views = inspection.views(buffers);
        boolean isTaken = false;
        try {
            isTaken = tls == null ? super.flush(buffers) : tls.write(buffers);
            return isTaken;
        } finally {
            if (!isTaken && (!isBlocked || before > remaining(buffers))) {
                takenAt = System.nanoTime();
            }
            isBlocked = !isTaken;
            long written = before - remaining(buffers);
            if (written > 0) {
                if (tls == null) {
                    traffic.out(written);
                }
                inspection.out(written, views);
            }
        }
    }

    @Override
    public void share() {
        shared = true;
    }

    @Override
    public void send(byte[] frames, BooleanSupplier open, Callback callback) {
        if (beginWrite(() -> sendNow(frames, open, callback))) {
            sendNow(frames, open, callback);
        }
    }

    private void sendNow(byte[] frames, BooleanSupplier open, Callback callback) {
        ByteBuffer left = ByteBuffer.wrap(frames);
        try {
            if (!open.getAsBoolean()) {
                throw new EofException("the connection is closing");
            }
            if (tls != null) {
                if (!flush(left)) {
                    super.write(endingWrite(callback), left);
                    return;
                }
                endWrite();
                callback.succeeded();
                return;
            }
            ByteBuffer @Nullable [] views = inspection.views(left);
            // Writes to the channel, since Jetty's flush is for several buffers and records the
            // time for an idle timeout, which is not used here.
            int written = getChannel().write(left);
            traffic.out(written);
            inspection.out(written, views);
            if (left.hasRemaining()) {
                super.write(endingWrite(callback), left);
                return;
            }
        } catch (IOException e) {
            endWrite();
            callback.failed(e);
            return;
        }
        endWrite();
        callback.succeeded();
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
        if (!shared) {
            super.write(callback, buffers);
        } else if (beginWrite(() -> super.write(endingWrite(callback), buffers))) {
            super.write(endingWrite(callback), buffers);
        }
    }

    /// Begins a write if none is running, and queues it otherwise. The queue holds at most one
    /// write of each side, and Jetty's few control frames.
    ///
    /// @return whether the caller writes now
    private boolean beginWrite(Runnable later) {
        synchronized (pendingWrites) {
            if (writing) {
                pendingWrites.add(later);
                return false;
            }
            writing = true;
            return true;
        }
    }

    private void endWrite() {
        Runnable next;
        synchronized (pendingWrites) {
            next = pendingWrites.poll();
            writing = next != null;
        }
        if (next != null) {
            next.run();
        }
    }

    private Callback endingWrite(Callback callback) {
        return Callback.from(
                callback.getInvocationType(),
                () -> {
                    endWrite();
                    callback.succeeded();
                },
                failure -> {
                    endWrite();
                    callback.failed(failure);
                });
    }

    private static long remaining(ByteBuffer... buffers) {
        long sum = 0;
        for (ByteBuffer buffer : buffers) {
            sum += buffer.remaining();
        }
        return sum;
    }

    @Override
    public void dedicate(Runnable closed) {
        whenClosed.set(closed);
        setIdleTimeout(0);
        share();
        if (isOpen()) {
            fillInterested(
                    Callback.from(
                            InvocationType.NON_BLOCKING, this::endUnlessSilent, _ -> close()));
        } else {
            // The socket closed before `whenClosed` was set.
            runWhenClosed();
        }
    }

    /// Input has arrived, although none is expected: ends the connection, unless TLS has used all
    /// of it.
    private void endUnlessSilent() {
        if (isSilent()) {
            fillInterested(
                    Callback.from(
                            InvocationType.NON_BLOCKING, this::endUnlessSilent, _ -> close()));
        } else {
            close();
        }
    }

    /// Whether there is no input for HTTP: it was for TLS alone, or has been read already.
    private boolean isSilent() {
        try {
            return fill(BufferUtil.allocate(1)) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void watch(Runnable ended, boolean mayPipeline) {
        if (!isOpen()) {
            ended.run();
            return;
        }
        Watch started = new Watch(ended, mayPipeline);
        watch.set(started);
        fillInterested(started.callback(this));
    }

    /// Input has arrived at a connection that is watched, or its end. Holds the monitor of the
    /// watch so that it either ends the connection or leaves the input to Jetty.
    private void watchEnded(Watch started, boolean isOver) {
        synchronized (started) {
            if (watch.get() != started) {
                return;
            }
            if (!isOver && started.mayPipeline && ahead == null) {
                int read = readAhead();
                if (read > 0) {
                    watch.set(null);
                    return;
                }
                if (read == 0) {
                    fillInterested(started.callback(this));
                    return;
                }
            } else if (!isOver && isSilent()) {
                fillInterested(started.callback(this));
                return;
            }
            watch.set(null);
        }
        close();
        started.ended.run();
    }

    /// Reads the begin of the next request, which Jetty gets after the response.
    private int readAhead() {
        ByteBuffer buffer = BufferUtil.allocate(MAX_AHEAD);
        try {
            int read = fillNow(buffer);
            ahead = read > 0 ? buffer : null;
            return read;
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void unwatch() {
        Watch started = watch.get();
        if (started == null) {
            return;
        }
        synchronized (started) {
            if (watch.compareAndSet(started, null)) {
                // Takes back the interest in input, which Jetty declares after the response.
                getFillInterest().fillable();
            }
        }
    }

    private void runWhenClosed() {
        Runnable closed = whenClosed.getAndSet(null);
        if (closed != null) {
            closed.run();
        }
    }

    @Override
    public void disconnect() {
        close();
    }

    @Override
    protected void doShutdownOutput() {
        if (tls != null) {
            tls.closeOutput();
        }
        super.doShutdownOutput();
    }

    @Override
    public void doClose() {
        if (tls != null) {
            tls.closeOutput();
            countLastRecords();
        }
        super.doClose();
    }

    /// A peer that does not wait for an answer ends with records that nobody reads any more; a
    /// capture has them.
    private void countLastRecords() {
        try {
            int read = getChannel().read(ByteBuffer.allocate(MAX_AHEAD));
            if (read > 0) {
                traffic.in(read);
                inspection.tls(Direction.IN, read);
            }
        } catch (IOException e) {
            // The peer has gone, and nothing of it is left.
        }
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        requestDelivery();
        super.onClose(cause);
        runWhenClosed();
        if (tls != null) {
            tls.release();
        }
        traffic.close(other);
    }
}

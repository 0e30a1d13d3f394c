package dev.wirelab.transports.http.socket;

import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.transports.ConnectionTraffic;
import dev.wirelab.transports.Traffic;
import dev.wirelab.transports.http.h2.ConnectionStreams;
import dev.wirelab.transports.http.h2.StreamTraffic;
import dev.wirelab.transports.ledger.PlaintextInspection;
import dev.wirelab.transports.ledger.StreamHeads;
import dev.wirelab.transports.tls.TlsChannel;
import dev.wirelab.transports.tls.TlsCounters;
import dev.wirelab.transports.tls.TlsFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
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

    /// HTTP/2 over TLS, in ALPN (RFC 9113 §3.2).
    static final String H2 = "h2";

    private static final String STREAM = "dev.wirelab.stream";

    /// What is read at most while a response is pending.
    private static final int MAX_AHEAD = 1024;

    private final ManagedSelector selector;
    private volatile LazySelectionKey key;
    private final ConnectionTraffic traffic;
    private final PlaintextInspection inspection;
    private final TrafficMeter other;
    private final RoundEndTask roundEnd;
    private final @Nullable TlsLayer tls;
    private final @Nullable SSLEngine engine;
    private final Function<StreamHeads, PlaintextInspection> streamInspections;
    private final TlsCounters tlsCounters;
    private final WriteQueue writes = new WriteQueue();
    private final ReadPause pause = new ReadPause();
    private final CloseWatch closeWatch = new CloseWatch(this);
    private final SessionCache sessions = new SessionCache();
    private final StallDetector stalls;
    private volatile boolean shared;

    // Whether the next read would most likely find nothing. The selector reports new input.
    private volatile boolean drained;

    private @Nullable Callback onSelector;
    private final AtomicReference<@Nullable Runnable> whenClosed = new AtomicReference<>();

    // Input that was read while a response was pending; comes before what the socket has.
    private volatile @Nullable ByteBuffer ahead;

    // Set once if it is a connection of HTTP/2.
    private volatile @Nullable ConnectionStreams streams;

    // What TLS has added in each direction before that.
    private long tlsIn;
    private long tlsOut;

    /// @param traffic counts its bytes
    /// @param inspection inspects its bytes, if that is enabled
    /// @param other the meter of traffic that no handler charges
    /// @param roundEnd requested when input has been read
    /// @param engine makes it a TLS connection; null for plaintext
    /// @param tlsCounters counts handshakes and what is not one
    /// @param streamInspections makes the inspection of a stream of HTTP/2
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
            TlsCounters tlsCounters,
            Function<StreamHeads, PlaintextInspection> streamInspections) {
        LazySelectionKey lazy = new LazySelectionKey(key);
        super(channel, selector, lazy, scheduler);
        this.key = lazy;
        this.selector = selector;
        this.traffic = traffic;
        this.inspection = inspection;
        this.other = other;
        this.roundEnd = roundEnd;
        this.tlsCounters = tlsCounters;
        this.streamInspections = streamInspections;
        this.engine = engine;
        this.stalls = new StallDetector(traffic);
        this.tls = engine == null ? null : new TlsLayer(this, stalls, engine, tlsCounters);
    }

    /// Counts bytes that the client sent.
    void received(int bytes) {
        ConnectionStreams multiplexed = streams;
        if (multiplexed == null) {
            traffic.in(bytes);
        } else {
            multiplexed.passed(Direction.IN, bytes);
        }
    }

    /// Counts bytes that the client was sent.
    void sent(long bytes) {
        ConnectionStreams multiplexed = streams;
        if (multiplexed == null) {
            traffic.out(bytes);
        } else {
            multiplexed.passed(Direction.OUT, bytes);
        }
    }

    /// Counts bytes that TLS has added to those of HTTP.
    void overhead(Direction direction, long bytes) {
        ConnectionStreams multiplexed = streams;
        if (multiplexed != null) {
            multiplexed.tls(direction, bytes);
            return;
        }
        inspection.tls(direction, bytes);
        if (direction == Direction.IN) {
            tlsIn += bytes;
        } else {
            tlsOut += bytes;
        }
    }

    /// Whether the client has chosen HTTP/2 by ALPN.
    boolean mustSpeakHttp2() {
        return engine != null && H2.equals(engine.getApplicationProtocol());
    }

    /// Whether a client that begins HTTP/2 may do so: in plaintext, or if it has chosen it.
    boolean maySpeakHttp2() {
        return engine == null || mustSpeakHttp2();
    }

    /// The client has sent the preface of HTTP/2, and nothing else has been read: from now on bytes
    /// are counted by stream. Called on the reading thread, before anything is written.
    void beginHttp2() {
        ConnectionStreams multiplexed =
                new ConnectionStreams(traffic, inspection, streamInspections, other, tlsIn, tlsOut);
        stalls.multiplexed(multiplexed);
        streams = multiplexed;
    }

    /// The socket of a request: this one, or with HTTP/2 its stream.
    HttpSocket exchange(Request request) {
        ConnectionStreams multiplexed = streams;
        if (multiplexed == null) {
            return this;
        }
        if (request.getAttribute(STREAM) instanceof HttpSocket stream) {
            return stream;
        }
        StreamTraffic stream = multiplexed.stream(Integer.parseInt(request.getId()));
        HttpSocket socket = new StreamSocket(this, stream, request);
        request.setAttribute(STREAM, socket);
        return socket;
    }

    @Override
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public SharedWriter writer() {
        return this;
    }

    @Override
    public @Nullable Session cachedSession(String authorization) {
        return sessions.get(authorization);
    }

    @Override
    public void cacheSession(String authorization, Session session) {
        sessions.put(authorization, session);
    }

    @Override
    public @Nullable Runnable onSelected() {
        if (key.isUnexpected()) {
            inputReported();
            return null;
        }
        drained = false;
        if (tls != null) {
            tls.continueHandshake();
        }
        return super.onSelected();
    }

    /// The selector has reported input, or its end, in which Jetty has declared no interest.
    private void inputReported() {
        if (closeWatch.isActive()) {
            drained = false;
            closeWatch.selected();
            return;
        }
        key.applyInterest();
        if (closeWatch.isActive()) {
            // It began meanwhile.
            key.keepSelectable();
        }
    }

    /// Makes the selector report input in which Jetty has declared no interest. Safe on any thread.
    void keepSelectable() {
        if (!key.isSelectable()) {
            selector.submit(_ -> key.keepSelectable());
        }
    }

    boolean isEncrypted() {
        return tls != null;
    }

    /// Signals input of which the selector does not report anything. Safe on any thread.
    void signalInput() {
        selector.submit(_ -> getFillInterest().fillable());
    }

    /// Requests a call of [#onSelected] when the socket is writable.
    void awaitWritable() {
        onIncompleteFlush();
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
        if (filled > 0 && !shared && streams == null) {
            stalls.requestAwaited();
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
        stalls.requestAwaited();
    }

    @Override
    public void requestRead() {
        stalls.requestRead();
    }

    /// Closes the connection if its request does not arrive, or its peer does not read.
    ///
    /// @param stall the time limit in nanoseconds
    /// @param first the time limit of the first request after the connection opened
    /// @return whether it was closed
    boolean closeIfStalled(long stall, long first) {
        Optional<String> reason = stalls.reason(stall, first, !shared);
        reason.ifPresent(why -> {
            LOG.debug("cut: {}", why);
            close();
        });
        return reason.isPresent();
    }

    private int fillNow(ByteBuffer buffer) throws IOException {
        if (drained || pause.isPaused()) {
            drained = false;
            return 0;
        }
        int filled = tls == null ? fillPlain(buffer) : fillDecrypted(tls, buffer);
        ConnectionStreams multiplexed = streams;
        if (filled > 0 && multiplexed != null) {
            multiplexed.in(buffer, filled);
        } else if (filled > 0) {
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
            received(filled);
            if (isFirst && TlsChannel.isHandshake(buffer.get(buffer.limit() - filled))) {
                // Jetty refuses it, since no request begins so.
                tlsCounters.failed(
                        TlsFailure.TLS_ON_PLAINTEXT_PORT,
                        "a client began TLS on the plaintext HTTP port");
            }
        }
        return filled;
    }

    private int fillDecrypted(TlsLayer layer, ByteBuffer buffer) {
        if (isInputShutdown()) {
            return -1;
        }
        int filled = layer.fill(buffer);
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
        if (!pause.defers()) {
            awaitInput();
        }
    }

    private void awaitInput() {
        if (ahead != null || (tls != null && tls.hasInput())) {
            signalInput();
        } else if (tls == null || !tls.isComputing()) {
            super.needsFillInterest();
        }
    }

    @Override
    public void pause() {
        pause.begin();
    }

    @Override
    public void resume() {
        if (pause.end()) {
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
        ConnectionStreams multiplexed = streams;
        ByteBuffer @Nullable [] views =
                multiplexed == null ? inspection.views(buffers) : duplicates(buffers);
        boolean isTaken = false;
        try {
            isTaken = tls == null ? super.flush(buffers) : tls.flush(buffers);
            return isTaken;
        } finally {
            long written = before - remaining(buffers);
            stalls.written(isTaken, written > 0);
            if (written > 0) {
                if (tls == null) {
                    sent(written);
                }
                if (multiplexed != null && views != null) {
                    multiplexed.out(written, views);
                } else {
                    inspection.out(written, views);
                }
            }
        }
    }

    private static ByteBuffer[] duplicates(ByteBuffer... buffers) {
        ByteBuffer[] views = new ByteBuffer[buffers.length];
        Arrays.setAll(views, i -> buffers[i].duplicate());
        return views;
    }

    @Override
    public void share() {
        shared = true;
    }

    @Override
    public void send(byte[] frames, BooleanSupplier open, Callback callback) {
        if (writes.begin(() -> sendNow(frames, open, callback))) {
            sendNow(frames, open, callback);
        }
    }

    private void sendNow(byte[] frames, BooleanSupplier open, Callback callback) {
        ByteBuffer left = ByteBuffer.wrap(frames);
        try {
            if (!open.getAsBoolean()) {
                throw new EofException("the connection is closing");
            }
            boolean isTaken = tls == null ? writeToChannel(left) : flush(left);
            if (!isTaken) {
                super.write(writes.ending(callback), left);
                return;
            }
        } catch (IOException e) {
            writes.end();
            callback.failed(e);
            return;
        }
        writes.end();
        callback.succeeded();
    }

    /// Writes past Jetty's flush, which is for several buffers and records the time for an idle
    /// timeout, which is not used here.
    ///
    /// @return whether the kernel has taken everything
    private boolean writeToChannel(ByteBuffer buffer) throws IOException {
        ByteBuffer @Nullable [] views = inspection.views(buffer);
        int written = getChannel().write(buffer);
        traffic.out(written);
        inspection.out(written, views);
        return !buffer.hasRemaining();
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
        if (!shared) {
            super.write(callback, buffers);
        } else if (writes.begin(() -> super.write(writes.ending(callback), buffers))) {
            super.write(writes.ending(callback), buffers);
        }
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
            closeWatch.closeOnInput();
        } else {
            // The socket closed before `whenClosed` was set.
            runWhenClosed();
        }
    }

    /// Whether there is no input for HTTP: it was for TLS alone, or has been read already.
    boolean isSilent() {
        try {
            return fill(BufferUtil.allocate(1)) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void watch(Runnable ended, boolean mayPipeline) {
        closeWatch.start(ended, mayPipeline);
    }

    /// Whether the next request has been read ahead, and Jetty has not taken it yet.
    boolean hasReadAhead() {
        return ahead != null;
    }

    /// Reads the beginning of the next request, which Jetty gets after the response.
    ///
    /// @return the number of bytes; 0 if there is no input yet, negative if the connection is over
    int readAhead() {
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
        closeWatch.stop();
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
            tls.countLastRecords();
        }
        super.doClose();
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        requestDelivery();
        super.onClose(cause);
        closeWatch.closed();
        runWhenClosed();
        if (tls != null) {
            tls.release();
        }
        ConnectionStreams multiplexed = streams;
        if (multiplexed != null) {
            multiplexed.close();
        }
        traffic.close(other);
    }
}

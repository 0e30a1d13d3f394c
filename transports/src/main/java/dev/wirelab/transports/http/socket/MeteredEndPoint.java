package dev.wirelab.transports.http.socket;

import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.transports.ConnectionTraffic;
import dev.wirelab.transports.ledger.PlaintextInspection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// A socket of the HTTP port that counts its bytes where they are read and written, beneath HTTP
/// and WebSocket. The figures agree with a packet capture to the byte.
///
/// Once it belongs to a WebSocket it may be [#share]d: then frames that were encoded once for many
/// connections go straight to the socket, and Jetty, which has its own for pings, pongs and the
/// close, takes turns with them. One write is under way at a time, in the order in which they were
/// asked for, and always of whole frames. What arrives is then read on the selector's thread, as it
/// is for HTTP, and who must wait says so ([#pause]) instead of blocking it.
final class MeteredEndPoint extends SocketChannelEndPoint implements HttpSocket, SharedWriter {
    private final ManagedSelector selector;
    private LazySelectionKey key;
    private final ConnectionTraffic traffic;
    private final PlaintextInspection inspection;
    private final TrafficMeter other;
    private final RoundEndTask roundEnd;
    private final Queue<Runnable> turns = new ArrayDeque<>(2);
    private boolean writing;
    private volatile boolean shared;

    // Whether the next read would most likely find nothing; the selector reports if there is input.
    private volatile boolean drained;

    private @Nullable Callback onSelector;
    private final AtomicReference<@Nullable Runnable> whenClosed = new AtomicReference<>();

    // Whose the last request was, so that the next one's token need not be looked up.
    private volatile @Nullable Known known;

    private record Known(String authorization, Session session) {}

    private final AtomicReference<Intake> intake = new AtomicReference<>(Intake.OPEN);

    private enum Intake {
        OPEN,
        PAUSED,
        /// Paused, and Jetty has asked meanwhile to be notified of input.
        AWAITED
    }

    /// @param traffic what its bytes are counted on
    /// @param inspection what they are inspected by, if they are
    /// @param other who is charged for what no handler claims
    /// @param roundEnd asked for when there is nothing more to read
    MeteredEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            ConnectionTraffic traffic,
            PlaintextInspection inspection,
            TrafficMeter other,
            RoundEndTask roundEnd) {
        LazySelectionKey lazy = new LazySelectionKey(key);
        super(channel, selector, lazy, scheduler);
        this.key = lazy;
        this.selector = selector;
        this.traffic = traffic;
        this.inspection = inspection;
        this.other = other;
        this.roundEnd = roundEnd;
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
    public @Nullable Session known(String authorization) {
        Known last = known;
        return last != null
                        && last.authorization().equals(authorization)
                        && !last.session().hasEnded()
                ? last.session()
                : null;
    }

    @Override
    public void know(String authorization, Session session) {
        known = new Known(authorization, session);
    }

    @Override
    public @Nullable Runnable onSelected() {
        if (key.isUnwanted()) {
            key.settle();
            return null;
        }
        drained = false;
        return super.onSelected();
    }

    @Override
    public void replaceKey(SelectionKey newKey) {
        key = new LazySelectionKey(newKey);
        super.replaceKey(key);
    }

    @Override
    public void resume(Runnable connection) {
        selector.submit(_ -> {
            // Most likely there is nothing yet.
            drained = true;
            connection.run();
        });
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        if (drained || intake.get() != Intake.OPEN) {
            drained = false;
            return 0;
        }
        int room = BufferUtil.space(buffer);
        int filled = super.fill(buffer);
        // What did not fill the room was all.
        drained = filled > 0 && filled < room;
        if (filled > 0) {
            traffic.in(filled);
            inspection.in(buffer, filled);
        }
        endRound();
        return filled;
    }

    @Override
    public void fillInterested(Callback callback) {
        super.fillInterested(shared ? onSelector(callback) : callback);
    }

    /// The same callback, which Jetty may call on the selector's thread. It is always the same one.
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
        if (!intake.compareAndSet(Intake.PAUSED, Intake.AWAITED)) {
            super.needsFillInterest();
        }
    }

    @Override
    public void pause() {
        intake.compareAndSet(Intake.OPEN, Intake.PAUSED);
    }

    @Override
    public void resume() {
        if (intake.getAndSet(Intake.OPEN) == Intake.AWAITED) {
            super.needsFillInterest();
        }
    }

    @Override
    public void execute(Runnable commands) {
        selector.submit(_ -> {
            roundEnd.guard("a connection of the HTTP port", commands);
            endRound();
        });
    }

    @Override
    public void endRound() {
        roundEnd.ask(selector);
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        long before = remaining(buffers);
        ByteBuffer @Nullable [] views = inspection.views(buffers);
        try {
            return super.flush(buffers);
        } finally {
            long written = before - remaining(buffers);
            if (written > 0) {
                traffic.out(written);
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
        if (begin(() -> sendNow(frames, open, callback))) {
            sendNow(frames, open, callback);
        }
    }

    private void sendNow(byte[] frames, BooleanSupplier open, Callback callback) {
        ByteBuffer left = ByteBuffer.wrap(frames);
        try {
            if (!open.getAsBoolean()) {
                throw new EofException("nothing may follow");
            }
            ByteBuffer @Nullable [] views = inspection.views(left);
            // One buffer, past Jetty's way for several; it would note the time, for an idle timeout
            // that a WebSocket does not have here.
            int written = getChannel().write(left);
            traffic.out(written);
            inspection.out(written, views);
            if (left.hasRemaining()) {
                super.write(handingOn(callback), left);
                return;
            }
        } catch (IOException e) {
            handOn();
            callback.failed(e);
            return;
        }
        handOn();
        callback.succeeded();
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
        if (!shared) {
            super.write(callback, buffers);
        } else if (begin(() -> super.write(handingOn(callback), buffers))) {
            super.write(handingOn(callback), buffers);
        }
    }

    /// Takes the turn, or a place in the queue: each side has one write there at most, and Jetty's
    /// few control frames.
    ///
    /// @return whether the caller has the turn
    private boolean begin(Runnable later) {
        synchronized (turns) {
            if (writing) {
                turns.add(later);
                return false;
            }
            writing = true;
            return true;
        }
    }

    private void handOn() {
        Runnable next;
        synchronized (turns) {
            next = turns.poll();
            writing = next != null;
        }
        if (next != null) {
            next.run();
        }
    }

    private Callback handingOn(Callback callback) {
        return Callback.from(
                callback.getInvocationType(),
                () -> {
                    handOn();
                    callback.succeeded();
                },
                failure -> {
                    handOn();
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
            fillInterested(Callback.from(InvocationType.NON_BLOCKING, this::close, _ -> close()));
        } else {
            // It may have closed before that was to be known.
            runWhenClosed();
        }
    }

    private void runWhenClosed() {
        Runnable closed = whenClosed.getAndSet(null);
        if (closed != null) {
            closed.run();
        }
    }

    @Override
    public void cut() {
        close();
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        endRound();
        super.onClose(cause);
        runWhenClosed();
        traffic.close(other);
    }
}

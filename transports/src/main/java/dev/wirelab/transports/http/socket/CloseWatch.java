package dev.wirelab.transports.http.socket;

import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/// Finds out that a client closes a connection on which no request is being read. Jetty does not
/// read while a response is pending, and so would notice it only at the next write. Safe on any
/// thread.
final class CloseWatch {
    private final MeteredEndPoint socket;
    private final AtomicReference<@Nullable Watch> current = new AtomicReference<>();

    /// One call of [#start]; its monitor is held while input is either used or left to Jetty.
    private static final class Watch {
        private final Runnable ended;
        private final boolean mayPipeline;

        Watch(Runnable ended, boolean mayPipeline) {
            this.ended = ended;
            this.mayPipeline = mayPipeline;
        }
    }

    CloseWatch(MeteredEndPoint socket) {
        this.socket = socket;
    }

    /// See [HttpSocket#watch].
    void start(Runnable ended, boolean mayPipeline) {
        if (!socket.isOpen()) {
            ended.run();
            return;
        }
        Watch watch = new Watch(ended, mayPipeline);
        current.set(watch);
        awaitInput(watch);
        if (!socket.isOpen()) {
            inputArrived(watch, true);
        }
    }

    /// See [HttpSocket#unwatch].
    void stop() {
        Watch watch = current.get();
        if (watch == null) {
            return;
        }
        synchronized (watch) {
            if (current.compareAndSet(watch, null) && socket.isEncrypted()) {
                // Takes back the interest in input, which Jetty declares after the response.
                socket.getFillInterest().fillable();
            }
        }
    }

    /// Whether a connection is watched.
    boolean isActive() {
        return current.get() != null;
    }

    /// The selector has reported input, or its end, in which Jetty has declared no interest.
    void selected() {
        Watch watch = current.get();
        if (watch != null) {
            inputArrived(watch, false);
        }
    }

    /// The connection has been closed.
    void closed() {
        Watch watch = current.get();
        if (watch != null) {
            inputArrived(watch, true);
        }
    }

    /// On a plaintext connection the selector reports input in which Jetty has no interest, which
    /// costs a pending poll nothing; over TLS it may have been decrypted already.
    private void awaitInput(Watch watch) {
        if (!socket.isEncrypted()) {
            socket.keepSelectable();
            return;
        }
        socket.fillInterested(
                Callback.from(
                        InvocationType.NON_BLOCKING,
                        () -> inputArrived(watch, false),
                        _ -> inputArrived(watch, true)));
    }

    /// Input has arrived at a connection that is watched, or its end.
    private void inputArrived(Watch watch, boolean isOver) {
        synchronized (watch) {
            if (current.get() != watch) {
                return;
            }
            if (!isOver && watch.mayPipeline && !socket.hasReadAhead()) {
                int read = socket.readAhead();
                if (read > 0) {
                    current.set(null);
                    return;
                }
                if (read == 0) {
                    awaitInput(watch);
                    return;
                }
            } else if (!isOver && socket.isSilent()) {
                awaitInput(watch);
                return;
            }
            current.set(null);
        }
        socket.close();
        watch.ended.run();
    }

    /// Closes the connection as soon as there is any input, or its end. Lasts as long as the
    /// connection.
    void closeOnInput() {
        socket.fillInterested(
                Callback.from(
                        InvocationType.NON_BLOCKING, this::closeUnlessSilent, _ -> socket.close()));
    }

    private void closeUnlessSilent() {
        if (socket.isSilent()) {
            closeOnInput();
        } else {
            socket.close();
        }
    }
}

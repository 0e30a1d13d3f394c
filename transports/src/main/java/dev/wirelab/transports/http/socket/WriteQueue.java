package dev.wirelab.transports.http.socket;

import java.util.ArrayDeque;
import java.util.Queue;
import org.eclipse.jetty.util.Callback;

/// Serializes the writes of a shared socket: one at a time, in the order of the requests. It holds
/// at most one write of each side, and Jetty's few control frames. Safe on any thread.
final class WriteQueue {
    private final Queue<Runnable> pending = new ArrayDeque<>(2);
    private boolean isWriting;

    /// Begins a write if none is running, and queues it otherwise.
    ///
    /// @param later the write, run when it is its turn, on the thread that ends the one before
    /// @return whether the caller writes now, and calls [#end] afterwards
    boolean begin(Runnable later) {
        synchronized (pending) {
            if (isWriting) {
                pending.add(later);
                return false;
            }
            isWriting = true;
            return true;
        }
    }

    /// Ends the write that is running, and runs the next one.
    void end() {
        Runnable next;
        synchronized (pending) {
            next = pending.poll();
            isWriting = next != null;
        }
        if (next != null) {
            next.run();
        }
    }

    /// A callback that ends the write before it passes on the outcome.
    Callback ending(Callback callback) {
        return Callback.from(
                callback.getInvocationType(),
                () -> {
                    end();
                    callback.succeeded();
                },
                failure -> {
                    end();
                    callback.failed(failure);
                });
    }
}

package dev.wirelab.transports.http.socket;

import java.util.concurrent.atomic.AtomicReference;

/// Whether reading from a socket is paused. Jetty's request to be notified of input is deferred
/// meanwhile. Safe on any thread.
final class ReadPause {
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

    private enum State {
        OPEN,
        PAUSED,
        /// Paused, and Jetty has requested to be notified of input.
        AWAITED
    }

    boolean isPaused() {
        return state.get() != State.OPEN;
    }

    /// Pauses reading.
    void begin() {
        state.compareAndSet(State.OPEN, State.PAUSED);
    }

    /// Resumes reading.
    ///
    /// @return whether a request to be notified of input was deferred, and is due now
    boolean end() {
        return state.getAndSet(State.OPEN) == State.AWAITED;
    }

    /// Jetty requests to be notified of input.
    ///
    /// @return whether that is deferred
    boolean defers() {
        return state.compareAndSet(State.PAUSED, State.AWAITED);
    }
}

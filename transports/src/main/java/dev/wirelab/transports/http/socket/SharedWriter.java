package dev.wirelab.transports.http.socket;

import java.util.function.BooleanSupplier;
import org.eclipse.jetty.util.Callback;

/// Writes bytes that were encoded once for many connections to one of them, past Jetty, which takes
/// turns with it, and holds back what comes in. Safe for use by any number of threads.
public interface SharedWriter {
    /// From now on takes writes of several sides. Called once, before either of them writes.
    void share();

    /// Writes whole frames; never blocks.
    ///
    /// @param frames shared with other connections, not to be changed
    /// @param open asked when their turn has come: false once nothing may follow; the frames are
    ///   then dropped
    /// @param callback notified when the kernel has all of it, or that it never will
    void send(byte[] frames, BooleanSupplier open, Callback callback);

    /// Takes nothing more from the socket. What was taken before, a few kilobytes at most, still
    /// arrives.
    void pause();

    /// Takes what arrives again.
    void resume();

    /// Does commands on the thread that reads, and has them delivered.
    void execute(Runnable commands);
}

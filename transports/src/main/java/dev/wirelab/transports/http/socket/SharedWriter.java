package dev.wirelab.transports.http.socket;

import java.util.function.BooleanSupplier;
import org.eclipse.jetty.util.Callback;

/// Writes bytes that were encoded once for many connections to one of them, bypassing Jetty but
/// serialized with its writes, and controls reading. Safe for use by any number of threads.
public interface SharedWriter {
    /// Serializes shared writes with those of Jetty from now on. Called once, before the first
    /// write of either.
    void share();

    /// Writes whole frames; never blocks.
    ///
    /// @param frames shared with other connections; must not be modified
    /// @param open checked when the write begins: if it returns false, the frames are dropped,
    ///   since nothing may be written any more
    /// @param callback succeeds when the kernel has taken all bytes; fails if it never will
    void send(byte[] frames, BooleanSupplier open, Callback callback);

    /// Stops reading from the socket. Input that has been read already, a few kilobytes at most, is
    /// still passed on.
    void pause();

    /// Resumes reading.
    void resume();

    /// Executes commands on the reading thread, and requests delivery of their events.
    void execute(Runnable commands);
}

package dev.wirelab.load.tcp;

/// Called for each line of a connection, on its event loop.
@FunctionalInterface
public interface LineListener {
    /// Takes a line.
    ///
    /// @param line the line without its end
    /// @param nanos when it was read, on the monotonic clock
    void onLine(String line, long nanos);
}

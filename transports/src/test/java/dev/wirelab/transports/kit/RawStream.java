package dev.wirelab.transports.kit;

/// A logged-in connection without a reader thread, which may be left unread.
interface RawStream extends AutoCloseable {
    /// A command as it is on the wire; only where connections carry commands.
    byte[] encode(String command);

    /// Sends bytes as they are.
    void transmit(byte[] bytes);

    /// The next event or reply of this type; others are skipped.
    Json json(String type);

    /// Reads until the lab has ended the connection.
    void awaitEnd();

    @Override
    void close();
}

package dev.wirelab.transports.tls;

import dev.wirelab.core.meter.Direction;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The non-blocking socket below a [TlsChannel]. It counts the bytes that pass it. Its methods are
/// called with the channel's lock held, so they must not call the channel.
public interface CiphertextSocket {
    /// Reads ciphertext, as `ReadableByteChannel` does.
    int read(ByteBuffer into) throws IOException;

    /// Writes as much ciphertext as the kernel takes.
    int write(ByteBuffer from) throws IOException;

    /// Requests a call of [TlsChannel#flush] when the socket is writable. Called for messages of
    /// the handshake; a write of the owner reports by its result that it is incomplete.
    void flushWhenWritable();

    /// Reading can make progress without further ciphertext: a part of the handshake was computed.
    /// Called on a thread of its own.
    void resumeReading();

    /// Bytes that TLS adds to the plaintext: in a record that was decrypted or encrypted, whether
    /// or not the kernel has taken it.
    void overhead(Direction direction, long bytes);
}

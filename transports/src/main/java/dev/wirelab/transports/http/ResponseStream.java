package dev.wirelab.transports.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;

/// The body of a response that stays open, given in chunks (RFC 9112 §7.1) that were encoded once
/// for many connections. Safe on any thread; nothing blocks. One write at a time.
public interface ResponseStream {
    /// Encodes a whole chunk.
    ///
    /// @param length the number of bytes of content, at least 1
    /// @param content puts exactly that many bytes
    static byte[] chunk(int length, Consumer<ByteBuffer> content) {
        byte[] size = Integer.toHexString(length).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer chunk = ByteBuffer.allocate(size.length + length + 4);
        chunk.put(size).put((byte) '\r').put((byte) '\n');
        content.accept(chunk);
        return chunk.put((byte) '\r').put((byte) '\n').array();
    }

    /// Writes whole chunks.
    ///
    /// @param chunks shared with other connections; must not be modified
    /// @param callback succeeds when all bytes have been taken; fails if they never will be
    void send(byte[] chunks, Callback callback);

    /// Ends the body after these chunks.
    ///
    /// @param chunks the last chunks; may be empty
    void finish(byte[] chunks);

    /// Ends the body at once, without its end: the client notices that it was cut off.
    void disconnect();
}

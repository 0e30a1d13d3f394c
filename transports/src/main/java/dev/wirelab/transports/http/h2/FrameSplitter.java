package dev.wirelab.transports.http.h2;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Splits one direction of a connection into frames (RFC 9113 §4.1), in whatever portions its bytes
/// pass. Used by one thread at a time.
final class FrameSplitter {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 0x1;
    private static final int END_HEADERS = 0x4;
    private static final int HEADER_BYTES = 9;

    private final Listener listener;
    private final byte[] header = new byte[HEADER_BYTES];
    private int headerBytes;
    private int left;
    private int type;
    private int flags;
    private int stream;
    private @Nullable StreamTraffic owner;
    private boolean isInHeaders;
    private long since;

    /// Told of each frame, and of its bytes.
    interface Listener {
        /// A frame begins.
        ///
        /// @return whom its bytes belong to; null for the connection
        @Nullable StreamTraffic begins(int type, int stream);

        /// Bytes of the current frame, its header first.
        void passed(@Nullable StreamTraffic owner, ByteBuffer bytes);

        /// The frame is complete.
        void ended(int type, int flags, int stream);
    }

    FrameSplitter(Listener listener) {
        this.listener = listener;
    }

    /// Reads the next bytes.
    void read(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (headerBytes < HEADER_BYTES) {
                int part = Math.min(HEADER_BYTES - headerBytes, bytes.remaining());
                bytes.get(header, headerBytes, part);
                headerBytes += part;
                if (headerBytes == HEADER_BYTES) {
                    begin();
                }
            } else {
                int part = Math.min(left, bytes.remaining());
                listener.passed(owner, bytes.slice(bytes.position(), part));
                bytes.position(bytes.position() + part);
                left -= part;
                if (left == 0) {
                    end();
                }
            }
        }
        if (headerBytes == 0 && !isInHeaders) {
            since = 0;
        } else if (since == 0) {
            since = System.nanoTime() | 1;
        }
    }

    private void begin() {
        ByteBuffer fields = ByteBuffer.wrap(header);
        int lengthAndType = fields.getInt();
        left = lengthAndType >>> 8;
        type = lengthAndType & 0xff;
        flags = fields.get() & 0xff;
        stream = fields.getInt() & 0x7fff_ffff;
        owner = listener.begins(type, stream);
        listener.passed(owner, ByteBuffer.wrap(header));
        if (left == 0) {
            end();
        }
    }

    private void end() {
        headerBytes = 0;
        if (type == HEADERS || type == CONTINUATION) {
            isInHeaders = (flags & END_HEADERS) == 0;
        }
        listener.ended(type, flags, stream);
        owner = null;
    }

    /// When the frame or the header block began that is not complete, on the nano clock; 0 if there
    /// is none.
    long unfinishedSince() {
        return since;
    }

    /// The connection has closed: passes on the incomplete header of a frame.
    void close() {
        if (headerBytes > 0 && headerBytes < HEADER_BYTES) {
            listener.passed(null, ByteBuffer.wrap(header, 0, headerBytes));
            headerBytes = 0;
        }
    }
}

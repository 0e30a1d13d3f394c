package dev.wirelab.transports;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The encoded replies of a connection that have not been written yet, in their order. While there
/// are none it holds no memory, regardless of how many there have been. Not safe for use by several
/// threads.
final class PendingReplies {
    private List<byte[]> replies = List.of();
    private int size;

    void add(byte[] reply) {
        if (reply.length == 0) {
            return;
        }
        if (size == 0) {
            replies = new ArrayList<>(1);
        }
        replies.add(reply);
        size += reply.length;
    }

    /// The number of bytes.
    int size() {
        return size;
    }

    /// Removes all of them and returns them as one array; null if there are none.
    byte @Nullable [] take() {
        if (size == 0) {
            return null;
        }
        byte[] all = replies.size() == 1 ? replies.getFirst() : joined();
        clear();
        return all;
    }

    private byte[] joined() {
        ByteBuffer all = ByteBuffer.allocate(size);
        replies.forEach(all::put);
        return all.array();
    }

    void clear() {
        replies = List.of();
        size = 0;
    }
}

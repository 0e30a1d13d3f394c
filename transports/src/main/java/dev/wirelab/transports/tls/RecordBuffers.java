package dev.wirelab.transports.tls;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Buffers that are used while records are encrypted or decrypted, shared by all connections, so
/// that an idle connection has none. Safe for use by any number of threads.
final class RecordBuffers {
    /// The largest record (RFC 8446 §5.2) with room for what JSSE demands.
    static final int RECORD = 17 * 1024;

    /// Room for two of the largest records: JSSE encrypts a record only into a buffer with room for
    /// the largest one, so that the messages of a handshake fit into one write.
    static final int FLIGHT = 2 * RECORD;

    /// The number of buffers that are kept; the garbage collector gets the others.
    private static final int MAX_KEPT = 64;

    static final RecordBuffers RECORDS = new RecordBuffers(RECORD);
    static final RecordBuffers FLIGHTS = new RecordBuffers(FLIGHT);

    private final int size;
    private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kept = new AtomicInteger();

    private RecordBuffers(int size) {
        this.size = size;
    }

    /// An empty buffer to write into.
    ByteBuffer take() {
        ByteBuffer buffer = free.poll();
        if (buffer == null) {
            return ByteBuffer.allocate(size);
        }
        kept.decrementAndGet();
        return buffer.clear();
    }

    /// Returns a buffer that is not used any more.
    void giveBack(ByteBuffer buffer) {
        if (buffer.capacity() == size && kept.get() < MAX_KEPT) {
            kept.incrementAndGet();
            free.add(buffer);
        }
    }
}

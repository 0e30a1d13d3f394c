package dev.wirelab.transports.http.h2;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Gives each byte that passed the socket, in one direction, to its owner. How many passed and whom
/// they belong to is reported separately: TLS reads and writes records, which are whole or not.
/// Used by one thread at a time.
final class ByteOwners {
    private final Counted counted;
    private final Deque<Run> owned = new ArrayDeque<>(2);
    private long passed;

    /// Told of bytes that have passed and have an owner.
    interface Counted {
        void counted(@Nullable StreamTraffic owner, long bytes);
    }

    /// Bytes of one owner that have not passed yet.
    private static final class Run {
        private final @Nullable StreamTraffic owner;
        private long bytes;

        Run(@Nullable StreamTraffic owner) {
            this.owner = owner;
        }
    }

    ByteOwners(Counted counted) {
        this.counted = counted;
    }

    /// The next bytes passed the socket.
    void passed(long bytes) {
        passed += bytes;
        match();
    }

    /// The next bytes belong to this stream; null for the connection.
    void owned(@Nullable StreamTraffic owner, long bytes) {
        Run last = owned.peekLast();
        if (last == null || last.owner != owner) {
            last = new Run(owner);
            owned.add(last);
        }
        last.bytes += bytes;
        match();
    }

    /// Gives what has no owner to the connection: it has closed.
    void close() {
        if (passed > 0) {
            counted.counted(null, passed);
            passed = 0;
        }
    }

    private void match() {
        Run first = owned.peek();
        while (first != null && passed > 0) {
            long bytes = Math.min(passed, first.bytes);
            passed -= bytes;
            first.bytes -= bytes;
            if (bytes > 0) {
                counted.counted(first.owner, bytes);
            }
            if (first.bytes == 0) {
                owned.remove();
            }
            first = passed > 0 ? owned.peek() : null;
        }
    }
}

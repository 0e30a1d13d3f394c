package dev.wirelab.transports.http.socket;

import dev.wirelab.transports.ConnectionTraffic;
import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.http.h2.ConnectionStreams;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Detects that a connection has stalled: its request does not arrive, or its peer does not read.
/// The threads that read and write report to it; one thread checks. All times are in nanoseconds.
final class StallDetector {
    private final ConnectionTraffic traffic;

    // When the current request began, on the nano clock, and how many bytes had been received
    // before. 0 if no request is being read. The first one begins when the connection opens.
    private volatile long requestSince = System.nanoTime() | 1;
    private volatile long receivedBefore;

    private volatile boolean hasRequested;

    // The streams of a connection of HTTP/2, each of which may be late.
    private volatile @Nullable ConnectionStreams streams;

    // Used only by the thread that checks.
    private long suspectSince;

    // Whether the kernel has not taken all of a write, and when it last took something.
    private volatile boolean isBlocked;
    private volatile long takenAt;

    /// @param traffic counts the bytes that have been received
    StallDetector(ConnectionTraffic traffic) {
        this.traffic = traffic;
    }

    /// A request begins, or more of it is needed. Does nothing if one is being read already.
    void requestAwaited() {
        if (requestSince == 0) {
            receivedBefore = traffic.received();
            requestSince = System.nanoTime() | 1;
        }
    }

    /// What is needed of the request has been read.
    void requestRead() {
        hasRequested = true;
        requestSince = 0;
    }

    /// The connection has several exchanges at once from now on.
    void multiplexed(ConnectionStreams exchanges) {
        streams = exchanges;
    }

    /// The kernel has taken some bytes.
    void taken() {
        takenAt = System.nanoTime();
    }

    /// A write has ended.
    ///
    /// @param isAllTaken whether the kernel has taken all of it
    /// @param isSomeTaken whether it has taken any of it
    void written(boolean isAllTaken, boolean isSomeTaken) {
        if (!isAllTaken && (!isBlocked || isSomeTaken)) {
            taken();
        }
        isBlocked = !isAllTaken;
    }

    /// Why the connection has stalled; empty if it has not.
    ///
    /// @param stall the time limit of a write, and of a request; a request has more by its size
    ///   ([TimeLimits#arrivalNanos])
    /// @param first the time limit of the first request after the connection opened
    /// @param requests whether the client sends requests
    Optional<String> reason(long stall, long first, boolean requests) {
        long now = System.nanoTime();
        if (requests && isRequestLate(now, hasRequested ? stall : first)) {
            return Optional.of("its request does not arrive");
        }
        ConnectionStreams exchanges = streams;
        if (exchanges != null && isSuspect(exchanges.lateSince(now, stall))) {
            return Optional.of("a request does not arrive, or a response is not taken");
        }
        return isBlocked && now - takenAt > stall
                ? Optional.of("it does not read")
                : Optional.empty();
    }

    /// Whether the request is late for the second time. At the first check what the client has sent
    /// may not have been read yet.
    private boolean isRequestLate(long now, long limit) {
        long since = requestSince;
        long received = traffic.received() - receivedBefore;
        if (since == 0 || now - since <= limit + TimeLimits.arrivalNanos(received)) {
            return false;
        }
        return isSuspect(since);
    }

    /// Whether what is late, if anything is, was late at the last check, too.
    private boolean isSuspect(long since) {
        if (since == 0) {
            return false;
        }
        boolean isSuspect = suspectSince == since;
        suspectSince = since;
        return isSuspect;
    }
}

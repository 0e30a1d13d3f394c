package dev.wirelab.transports;

import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.meter.Meters;
import dev.wirelab.core.meter.TokenBucket;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Holds the [Quotas] on this node, and counts what they refuse. Safe for use by any number of
/// threads.
public final class Admission {
    /// How many seconds of its rate a session or an address may use at once.
    private static final int CHANGE_BURST = 2;

    private static final int LOG_IN_BURST = 10;

    /// Beyond this number, addresses without a socket are removed.
    private static final int MAX_IDLE = 10_000;

    private static final int IPV6_BYTES = 16;

    private final Quotas quotas;
    private final Meters meters;
    private final @Nullable AccessAttempts attempts;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private final Map<Long, Peer> peers = new HashMap<>();
    private int open;
    private int waiting;

    /// Limits without an access code.
    ///
    /// @param meters counts how often each limit is reached
    public Admission(Quotas quotas, Meters meters) {
        this(quotas, null, meters);
    }

    /// @param code what whoever opens a session must know; null: nothing
    /// @param meters counts how often each limit is reached
    public Admission(Quotas quotas, @Nullable AccessCode code, Meters meters) {
        this.quotas = quotas;
        this.meters = meters;
        this.attempts = code == null ? null : new AccessAttempts(code, meters);
    }

    /// Whether whoever opens a session must know the lab's access code.
    public boolean demandsCode() {
        return attempts != null;
    }

    /// The state of an address.
    private final class Peer {
        private final TokenBucket logIns =
                new TokenBucket(
                        quotas.logInsPerSecond(),
                        (double) LOG_IN_BURST * quotas.logInsPerSecond(),
                        System.nanoTime());
        private final TokenBucket wrongCodes = AccessAttempts.newBucket();
        private int open;
        private int waiting;

        private boolean isForgettable(long now) {
            return open == 0 && logIns.isFull(now) && wrongCodes.isFull(now);
        }
    }

    /// The place of one admitted socket within the limits of connections.
    public final class Place {
        private final Peer peer;
        private boolean isWaiting = true;
        private boolean isOpen = true;

        private Place(Peer peer) {
            this.peer = peer;
        }

        /// The socket belongs to a session from now on.
        public void loggedIn() {
            lock.lock();
            try {
                leaveWaiting();
            } finally {
                lock.unlock();
            }
        }

        private void leaveWaiting() {
            if (isWaiting) {
                isWaiting = false;
                waiting--;
                peer.waiting--;
            }
        }

        /// The socket has closed.
        public void close() {
            lock.lock();
            try {
                if (isOpen) {
                    isOpen = false;
                    leaveWaiting();
                    open--;
                    peer.open--;
                }
            } finally {
                lock.unlock();
            }
        }

        /// Admits a log-in that opens a session.
        ///
        /// @param code what it presents as the lab's access code; null: nothing
        /// @return true, or fails with the [Refusal] `wrong_code` or `rate_limited`, on another
        ///   thread if a code has to be compared
        /// @throws Refusal `rate_limited`
        public CompletionStage<Boolean> admitLogIn(String user, @Nullable String code) {
            checkLogIn();
            return attempts == null
                    ? CompletableFuture.completedFuture(true)
                    : attempts.check(peer.wrongCodes, user, code);
        }

        private void checkLogIn() {
            if (quotas.logInsPerSecond() > 0 && !peer.logIns.take(System.nanoTime())) {
                meters.reached("log_ins");
                throw new Refusal(
                        ErrorCode.RATE_LIMITED,
                        "too many log-ins from this address, wait a moment");
            }
        }
    }

    /// Admits a new socket.
    ///
    /// @return its place within the limits; empty if the socket must be closed
    public Optional<Place> admit(InetAddress address) {
        lock.lock();
        try {
            Peer peer = peers.computeIfAbsent(key(address), _ -> new Peer());
            String limit = exceeded(peer);
            if (limit != null) {
                meters.reached(limit);
                return Optional.empty();
            }
            open++;
            waiting++;
            peer.open++;
            peer.waiting++;
            if (peers.size() > MAX_IDLE) {
                long now = System.nanoTime();
                peers.values().removeIf(each -> each.isForgettable(now));
            }
            return Optional.of(new Place(peer));
        } finally {
            lock.unlock();
        }
    }

    private @Nullable String exceeded(Peer peer) {
        if (isReached(quotas.connections(), open)) {
            return "connections";
        }
        if (isReached(quotas.connectionsPerAddress(), peer.open)) {
            return "address_connections";
        }
        if (isReached(quotas.waiting(), waiting)) {
            return "waiting";
        }
        return isReached(quotas.waitingPerAddress(), peer.waiting) ? "address_waiting" : null;
    }

    private static boolean isReached(int limit, int count) {
        return limit > 0 && count >= limit;
    }

    /// IPv4 addresses are below 2^32.
    private static long key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == IPV6_BYTES
                ? ByteBuffer.wrap(bytes).getLong()
                : Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt());
    }

    /// The limits.
    public Quotas quotas() {
        return quotas;
    }

    /// Refuses a command that changes something if the session sends too many.
    ///
    /// @throws Refusal `rate_limited`
    public void check(Session session, Command command) {
        int rate = quotas.changesPerSecond();
        if (rate == 0 || !isChange(command)) {
            return;
        }
        long now = System.nanoTime();
        if (!session.admitChange(
                () -> new TokenBucket(rate, (double) CHANGE_BURST * rate, now), now)) {
            meters.reached("changes");
            throw new Refusal(
                            ErrorCode.RATE_LIMITED,
                            "a session may send " + rate + " messages a second, wait a moment")
                    .of(command.id());
        }
    }

    private static boolean isChange(Command command) {
        return switch (command) {
            case Command.Say _, Command.Join _, Command.Leave _ -> true;
            case Command.Login _,
                    Command.Groups _,
                    Command.Users _,
                    Command.History _,
                    Command.Ping _ ->
                    false;
        };
    }

    /// The refusal of a socket that was not admitted.
    public static Refusal tooManyConnections() {
        return new Refusal(ErrorCode.TOO_MANY, "too many connections");
    }
}

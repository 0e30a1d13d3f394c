package dev.wirelab.core.chat;

import dev.wirelab.core.delivery.LocalSessions;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.log.Fact;
import dev.wirelab.core.log.Log;
import dev.wirelab.core.protocol.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Decides which sessions have to end because of the clock, and appends the facts that end them.
///
/// A node knows only its own connections. Where several nodes share the log, each reports the
/// activity of its sessions by [Fact.Seen], at the latest when the last report is a quarter of the
/// lease old. So a session whose last report is as old as the lease is idle everywhere, and any
/// node may end it; a report that comes before [Fact.LeaseEnded] in the log keeps it alive. That a
/// client goes away shortens the lease only where there is one node: others may have connections.
///
/// After an interruption of the log the reports of the other nodes may still be on their way: a
/// node decides again when it has followed the log for half a lease.
final class Leases {
    private static final String ENDED = "the session has ended";

    /// The part of the lease that remains to a session whose client goes away.
    private static final int PART_OF_GOING = 8;

    private final LocalSessions sessions;
    private final ReentrantLock lock;
    private final Duration lease;
    private final Log log;
    private final InstantSource clock;
    private final Consumer<Fact> append;

    /// @param log if it is shared, other nodes may have connections of the same sessions
    Leases(
            LocalSessions sessions,
            ReentrantLock lock,
            Duration lease,
            Log log,
            InstantSource clock,
            Consumer<Fact> append) {
        this.sessions = sessions;
        this.lock = lock;
        this.lease = lease;
        this.log = log;
        this.clock = clock;
        this.append = append;
    }

    /// Appends the facts that are due now.
    void check() {
        Instant now = clock.instant();
        long nanos = System.nanoTime();
        List<Fact> facts = new ArrayList<>();
        lock.lock();
        try {
            for (Session session : sessions.all()) {
                Fact fact = check(session, now, session.idleNanos(nanos));
                if (fact != null) {
                    facts.add(fact);
                }
            }
        } finally {
            lock.unlock();
        }
        facts.forEach(append);
    }

    private @Nullable Fact check(Session session, Instant now, long idleNanos) {
        Instant seenAt = session.member().seenAt();
        boolean isIdle = idleNanos > lease.toNanos();
        boolean isGone = session.isGoing() && idleNanos > lease.toNanos() / PART_OF_GOING;
        if (!now.isBefore(session.expires())) {
            return new Fact.LoggedOut(session.id(), ErrorCode.UNAUTHORIZED, ENDED);
        }
        if (!log.isShared()) {
            return isIdle || isGone ? new Fact.LeaseEnded(session.id(), seenAt) : null;
        }
        Instant activeAt = now.minusNanos(idleNanos);
        if (activeAt.isAfter(seenAt.plus(lease.dividedBy(4)))) {
            return new Fact.Seen(session.id(), activeAt);
        }
        boolean isIdleEverywhere =
                now.isAfter(seenAt.plus(lease))
                        && log.followedFor().compareTo(lease.dividedBy(2)) > 0;
        return isIdle && isIdleEverywhere ? new Fact.LeaseEnded(session.id(), seenAt) : null;
    }
}

package dev.wirelab.transports.http.socket;

import dev.wirelab.core.delivery.Session;
import org.jspecify.annotations.Nullable;

/// The session of a connection's last request, so that the token of the next one need not be
/// verified again. Safe on any thread.
final class SessionCache {
    private volatile @Nullable Entry last;

    private record Entry(String authorization, Session session) {}

    /// See [HttpSocket#cachedSession].
    @Nullable Session get(String authorization) {
        Entry entry = last;
        return entry != null
                        && entry.authorization().equals(authorization)
                        && !entry.session().hasEnded()
                ? entry.session()
                : null;
    }

    void put(String authorization, Session session) {
        last = new Entry(authorization, session);
    }
}

package dev.wirelab.core.chat;

import dev.wirelab.core.protocol.EncodedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// The groups whose members a connection watches, and which version of each it was told. A stream
/// has its own; the polls of a session over one transport share one. Guarded by the chat's lock.
public final class GroupSubscriptions {
    private final Map<Group, Long> told = new HashMap<>();
    private final List<Reader> readers = new CopyOnWriteArrayList<>();

    private boolean closed;

    GroupSubscriptions() {}

    /// The connections that are to be woken when something changes.
    List<Reader> readers() {
        return readers;
    }

    /// Does nothing if the connection has closed meanwhile: nobody would ever end that watch.
    void watch(Group group) {
        if (closed) {
            return;
        }
        told.put(group, group.version());
        group.watchers().add(this);
    }

    void unwatch(Group group) {
        told.remove(group);
        group.watchers().remove(this);
    }

    /// The connection has closed.
    void close() {
        closed = true;
        unwatchAll();
    }

    void unwatchAll() {
        told.keySet().forEach(group -> group.watchers().remove(this));
        told.clear();
    }

    /// Whether something changed since it was last told.
    boolean hasNews() {
        for (Map.Entry<Group, Long> known : told.entrySet()) {
            if (known.getKey().newsSince(known.getValue()) != null) {
                return true;
            }
        }
        return false;
    }

    /// Adds what changed since it was last told, and takes it as told.
    ///
    /// @param maxBytes how much to add at most; if nothing is there yet, one list always fits
    /// @return whether something did not fit
    boolean takeNews(List<EncodedEvent> events, int maxBytes) {
        int left = maxBytes;
        boolean untold = false;
        for (Map.Entry<Group, Long> known : told.entrySet()) {
            EncodedEvent news = known.getKey().newsSince(known.getValue());
            if (news == null) {
                continue;
            }
            left -= news.json().length + 1;
            if (left < 0 && !events.isEmpty()) {
                untold = true;
                break;
            }
            events.add(news);
            known.setValue(known.getKey().toldVersion());
        }
        return untold;
    }
}

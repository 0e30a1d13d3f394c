package dev.wirelab.core.chat;

import dev.wirelab.core.wire.Encoded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// The groups whose members a connection watches, and which version of each it was told. A stream
/// has its own; the polls of a session over one transport share one. Guarded by the chat's lock.
public final class Watches {
    private final Map<Group, Long> told = new HashMap<>();
    private final List<Reader> readers = new CopyOnWriteArrayList<>();

    Watches() {}

    /// The connections that are to be woken when something changes.
    List<Reader> readers() {
        return readers;
    }

    void watch(Group group) {
        told.put(group, group.version());
        group.watchers().add(this);
    }

    void unwatch(Group group) {
        told.remove(group);
        group.watchers().remove(this);
    }

    void unwatchAll() {
        told.keySet().forEach(group -> group.watchers().remove(this));
        told.clear();
    }

    /// Adds what changed since it was last told, and takes it as told.
    void takeNews(List<Encoded> events) {
        told.replaceAll((group, known) -> {
            Encoded news = group.newsSince(known);
            if (news == null) {
                return known;
            }
            events.add(news);
            return group.toldVersion();
        });
    }
}

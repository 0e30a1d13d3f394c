package dev.wirelab.load.torture;

import dev.wirelab.load.torture.SentCommand.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Who was in which group at which position, by the answers to `join` and `leave`.
final class Membership {
    private record Key(String user, String group) {}

    private final Map<Key, NavigableMap<Long, Boolean>> changes = new HashMap<>();

    Membership(Evidence evidence) {
        for (SentCommand command : evidence.sent()) {
            Long position = evidence.positions().get(command.id());
            if (position != null && (command.kind() == Kind.JOIN || command.kind() == Kind.LEAVE)) {
                changes.computeIfAbsent(new Key(command.user(), command.to()), _ -> new TreeMap<>())
                        .put(position, command.kind() == Kind.JOIN);
            }
        }
    }

    /// Whether a user was in a group at a position.
    boolean includes(String user, String group, long position) {
        return Optional.ofNullable(changes.get(new Key(user, group)))
                .map(all -> all.lowerEntry(position))
                .map(Map.Entry::getValue)
                .orElse(false);
    }
}

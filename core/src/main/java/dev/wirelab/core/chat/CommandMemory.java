package dev.wirelab.core.chat;

import dev.wirelab.core.log.Fact.CommandKey;
import dev.wirelab.core.protocol.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/// The accepted commands of one session, by their ids: the last 1,000, none older than 2 minutes.
/// Guarded by the chat's lock.
final class CommandMemory {
    private static final int MAX_COMMANDS = 1000;
    private static final Duration MAX_AGE = Duration.ofMinutes(2);

    private record Done(UUID body, long place, Instant at) {}

    private final Map<String, Done> done = new LinkedHashMap<>();

    /// The place of the command if it was done before.
    ///
    /// @throws Refusal `bad_request` if another command with that id was
    OptionalLong find(CommandKey key, Instant now) {
        Done before = done.get(key.id());
        if (before == null || isOld(before, now)) {
            return OptionalLong.empty();
        }
        if (!before.body().equals(key.body())) {
            throw Refusal.badRequest("another command had this id");
        }
        return OptionalLong.of(before.place());
    }

    void remember(CommandKey key, long place, Instant now) {
        done.remove(key.id());
        done.put(key.id(), new Done(key.body(), place, now));
        Iterator<Done> oldest = done.values().iterator();
        while (oldest.hasNext() && (isOld(oldest.next(), now) || done.size() > MAX_COMMANDS)) {
            oldest.remove();
        }
    }

    void clear() {
        done.clear();
    }

    private static boolean isOld(Done command, Instant now) {
        return command.at().plus(MAX_AGE).isBefore(now);
    }
}

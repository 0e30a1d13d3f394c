package dev.wirelab.core.state;

import dev.wirelab.core.log.Fact.CommandKey;
import dev.wirelab.core.protocol.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/// The accepted commands of one session by their ids: the last 1,000, each for 2 minutes. Guarded
/// by the chat's lock.
public final class CommandMemory {
    private static final int MAX_COMMANDS = 1000;
    private static final Duration MAX_AGE = Duration.ofMinutes(2);

    /// What was accepted with an id.
    record Accepted(UUID digest, long offset, Instant at) {}

    private final Map<String, Accepted> accepted = new LinkedHashMap<>();

    /// Creates an empty memory.
    public CommandMemory() {}

    /// The offset of the command if it was accepted before.
    ///
    /// @param now the time of the command that is looked up
    /// @throws Refusal `bad_request` if a different command with that id was accepted before
    public OptionalLong find(CommandKey key, Instant now) {
        Accepted before = accepted.get(key.id());
        if (before == null || isOld(before, now)) {
            return OptionalLong.empty();
        }
        if (!before.digest().equals(key.digest())) {
            throw Refusal.badRequest("another command had this id");
        }
        return OptionalLong.of(before.offset());
    }

    /// Adds an accepted command, and removes those that are too old or too many.
    public void remember(CommandKey key, long offset, Instant now) {
        accepted.remove(key.id());
        accepted.put(key.id(), new Accepted(key.digest(), offset, now));
        Iterator<Accepted> oldest = accepted.values().iterator();
        while (oldest.hasNext() && (isOld(oldest.next(), now) || accepted.size() > MAX_COMMANDS)) {
            oldest.remove();
        }
    }

    /// The accepted commands by their ids, the oldest first.
    Map<String, Accepted> accepted() {
        return Collections.unmodifiableMap(accepted);
    }

    /// Adds what [StateDecoder] has read.
    void restore(String id, Accepted command) {
        accepted.put(id, command);
    }

    private static boolean isOld(Accepted command, Instant now) {
        return command.at().plus(MAX_AGE).isBefore(now);
    }
}

package dev.wirelab.core.chat;

import dev.wirelab.core.log.Fact.CommandKey;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.JsonCommands;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Computes the keys by which commands are recognized when they are sent again.
final class CommandKeys {
    private CommandKeys() {}

    /// The id of a command, and the first 128 bits of the SHA-256 of its canonical JSON without the
    /// id; null for a command without an id.
    static @Nullable CommandKey of(Command command) {
        String id = command.id();
        if (id == null) {
            return null;
        }
        ByteBuffer hash = ByteBuffer.wrap(sha256().digest(JsonCommands.encodeWithoutId(command)));
        return new CommandKey(id, new UUID(hash.getLong(), hash.getLong()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package dev.wirelab.core.bench;

import dev.wirelab.core.chat.Batch;
import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.core.chat.Opening;
import dev.wirelab.core.chat.Reader;
import dev.wirelab.core.chat.Session;
import dev.wirelab.core.wire.ErrorCode;
import dev.wirelab.core.wire.Event;
import dev.wirelab.core.wire.Format;
import dev.wirelab.core.wire.Start;

/// A reader at the head, and what a WebSocket whose socket takes everything at once does with what
/// is due: it takes the bytes of one frame, and asks to be told again.
final class Follower implements Opening.Listener {
    private final Reader reader;

    // Passed from thread to thread by the reader's arming.
    private long messages;
    private long bytes; // read by nobody, but not known to be
    private long wakeUps;

    Follower(Chat chat, Session session) {
        reader =
                chat.open(
                        session,
                        new Opening(
                                "websocket", Opening.Kind.STREAM, new Start.Present(), true, this));
        take();
    }

    @Override
    public void ready() {
        wakeUps++;
        take();
    }

    private void take() {
        do {
            Batch batch = reader.read(ChatOptions.MAX_BATCH_BYTES);
            if (!batch.isEmpty()) {
                // A quiet reader's `cursor` comes alone.
                if (batch.events().getFirst().event() instanceof Event.Logged) {
                    messages += batch.events().size();
                }
                bytes += batch.bytes(Format.TEXT_FRAME).length;
            }
        } while (!reader.arm());
    }

    @Override
    public void ended(ErrorCode why, String reason) {
        throw new AssertionError("ended: " + reason);
    }

    /// Messages taken so far.
    long messages() {
        return messages;
    }

    /// Bytes of frames taken so far.
    long bytes() {
        return bytes;
    }

    /// How often it was told that something is due.
    long wakeUps() {
        return wakeUps;
    }
}

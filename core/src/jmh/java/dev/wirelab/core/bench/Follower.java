package dev.wirelab.core.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.delivery.Batch;
import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.delivery.ReaderOptions;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.StartPosition;
import java.util.Arrays;

/// A reader at the head, and what a WebSocket whose socket takes everything at once does with what
/// is due: it takes the bytes of one frame, and asks to be told again.
final class Follower implements ReaderOptions.Listener {
    private static final byte[] QUIET = "{\"type\":\"cursor\"".getBytes(US_ASCII);

    private final Reader reader;

    // Passed from thread to thread by the reader's arming.
    private long messages;
    private long bytes; // read by nobody, but not known to be
    private long wakeUps;

    Follower(Chat chat, Session session) {
        reader =
                Chat.await(
                        chat.open(
                                session,
                                new ReaderOptions(
                                        "websocket",
                                        ReaderOptions.Kind.STREAM,
                                        new StartPosition.End(),
                                        true,
                                        this)));
        take();
    }

    @Override
    public void ready() {
        wakeUps++;
        take();
    }

    private void take() {
        do {
            Batch batch = reader.read(Batch.MAX_BYTES);
            if (!batch.isEmpty()) {
                // A quiet reader's `cursor` comes alone.
                if (!isQuiet(batch.events().getFirst().json())) {
                    messages += batch.events().size();
                }
                bytes += batch.bytes(FrameFormat.INSTANCE, ProtocolVersion.V1).length;
            }
        } while (!reader.arm());
    }

    /// By its JSON, as a client would tell: the event itself would have to be read from that, too.
    private static boolean isQuiet(byte[] json) {
        return Arrays.equals(QUIET, 0, QUIET.length, json, 0, QUIET.length);
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

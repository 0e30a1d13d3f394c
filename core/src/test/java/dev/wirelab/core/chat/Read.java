package dev.wirelab.core.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wirelab.core.delivery.Batch;
import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.Event;
import java.util.List;

/// What a reader reads, in the words of [Model#wordsOf] where it has an offset, in short JSON where
/// not.
public final class Read {
    private Read() {}

    /// Everything due.
    public static List<String> all(Reader reader) {
        return words(reader.read(Batch.MAX_BYTES));
    }

    public static List<String> words(Batch batch) {
        return batch.events().stream().map(Read::words).toList();
    }

    private static String words(EncodedEvent encoded) {
        return switch (encoded.event()) {
            case Event.Logged logged -> Model.wordsOf(logged);
            case Event.Gap gap -> "gap to " + gap.cursor().offset() + ", " + gap.reason().word();
            case Event.CursorMoved moved -> "cursor " + moved.cursor().offset();
            default -> new String(encoded.json(), UTF_8).replace("\"", "");
        };
    }
}

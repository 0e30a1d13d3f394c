package dev.wirelab.transports.websocket;

import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.protocol.Content;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonEvents;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// Frames in the order of the events: a binary frame for each message with binary content (rule
/// B8), and a text frame for those between two of them.
final class BinaryFrameFormat implements EventFormat {
    static final BinaryFrameFormat INSTANCE = new BinaryFrameFormat();

    private BinaryFrameFormat() {}

    @Override
    public byte[] join(List<EncodedEvent> events, Cursor cursor, boolean more) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream(EventFormat.jsonBytes(events));
        List<EncodedEvent> texts = new ArrayList<>();
        for (EncodedEvent event : events) {
            if (event.isBinary()
                    && event.event() instanceof Event.Message message
                    && message.content() instanceof Content.Binary content) {
                putTexts(texts, cursor, frames);
                byte[] payload = JsonEvents.encodeRaw(message, content);
                frames.writeBytes(TextFrameFormat.header(TextFrameFormat.BINARY, payload.length));
                frames.writeBytes(payload);
            } else {
                texts.add(event);
            }
        }
        putTexts(texts, cursor, frames);
        return frames.toByteArray();
    }

    private static void putTexts(
            List<EncodedEvent> texts, Cursor cursor, ByteArrayOutputStream frames) {
        if (!texts.isEmpty()) {
            frames.writeBytes(TextFrameFormat.INSTANCE.join(texts, cursor, false));
            texts.clear();
        }
    }
}

package dev.wirelab.load.calibration;

import dev.wirelab.core.protocol.Content;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonEvents;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/// An encoded event. If it is a message of a run, each copy contains the time at which it is
/// written instead of the time at which it was due, so that its reader measures the latency from
/// then.
final class StampedEvent {
    private static final String TYPE = "{\"type\":\"";
    private static final String TEXT = "\"text\":\"";

    /// The number of words of a [dev.wirelab.load.measure.Stamp] before the time.
    private static final int WORDS = 3;

    private final byte[] json;
    private final int from;
    private final int to;

    /// @param from the index of the time's first digit
    /// @param to the index of the end of the text; `from` if nothing is replaced
    private StampedEvent(byte[] json, int from, int to) {
        this.json = json;
        this.from = from;
        this.to = to;
    }

    /// An event that is not stamped.
    static StampedEvent plain(Event event) {
        return new StampedEvent(JsonEvents.encode(event), 0, 0);
    }

    /// A message whose text is that of a [dev.wirelab.load.measure.Stamp].
    static StampedEvent of(Event.Message message) {
        return switch (message.content()) {
            case Content.Text(String text) -> of(message, text);
            case Content.Binary _ -> plain(message);
        };
    }

    private static StampedEvent of(Event.Message message, String text) {
        byte[] json = JsonEvents.encode(message);
        int start = new String(json, StandardCharsets.UTF_8).indexOf(TEXT) + TEXT.length();
        int moment = 0;
        for (int i = 0; i < WORDS; i++) {
            moment = text.indexOf(' ', moment) + 1;
        }
        return new StampedEvent(json, start + moment, start + text.length());
    }

    int size() {
        return json.length;
    }

    /// The event's type, its first member.
    String type() {
        int end = TYPE.length();
        while (json[end] != '"') {
            end++;
        }
        return new String(json, TYPE.length(), end - TYPE.length(), StandardCharsets.US_ASCII);
    }

    /// Appends the event as of now. It keeps its length.
    void write(ByteBuf out) {
        int start = out.writerIndex();
        out.writeBytes(json);
        if (from == to) {
            return;
        }
        String now = Long.toString(System.nanoTime());
        for (int i = from; i < to; i++) {
            int digit = i - from;
            char next = digit < now.length() ? now.charAt(digit) : digit > now.length() ? '.' : ' ';
            out.setByte(start + i, next);
        }
    }
}

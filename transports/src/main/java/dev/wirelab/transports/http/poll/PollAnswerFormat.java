package dev.wirelab.transports.http.poll;

import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The body of the answer to a poll: `{"cursor":…,"more":true,"events":[…]}`, `more` only when
/// true.
final class PollAnswerFormat implements EventFormat {
    static final PollAnswerFormat INSTANCE = new PollAnswerFormat();

    private static final String MORE = "\",\"more\":true,\"events\":[";
    private static final String NO_MORE = "\",\"events\":[";

    private PollAnswerFormat() {}

    @Override
    public byte[] join(List<EncodedEvent> events, Cursor cursor, boolean more) {
        byte[] head =
                ("{\"cursor\":\"" + cursor + (more ? MORE : NO_MORE))
                        .getBytes(StandardCharsets.US_ASCII);
        int commas = Math.max(0, events.size() - 1);
        int length = head.length + EventFormat.jsonBytes(events) + commas + 2;
        ByteBuffer answer = ByteBuffer.allocate(length).put(head);
        EventFormat.putJson(events, (byte) ',', answer);
        return answer.put((byte) ']').put((byte) '}').array();
    }
}

package dev.wirelab.transports.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.Event;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextFrameFormatTest {
    private static final Cursor CURSOR = new Cursor("k3", 9);

    @Test
    void aTextFrameHasTheShortestHeader() {
        assertFrame(125, 2, 125);
        assertFrame(126, 4, 126);
        assertFrame(0xffff, 4, 126);
        assertFrame(0x10000, 10, 127);
    }

    private static void assertFrame(int payload, int header, int secondByte) {
        int around = EncodedEvent.of(new Event.Pong("")).json().length;
        EncodedEvent event = EncodedEvent.of(new Event.Pong("x".repeat(payload - around)));
        byte[] frame = TextFrameFormat.INSTANCE.join(List.of(event), CURSOR, false);
        assertThat(frame).hasSize(header + payload).startsWith(0x81, secondByte);
        byte[] length = new byte[8];
        System.arraycopy(
                frame,
                header == 2 ? 1 : 2,
                length,
                8 - Math.max(1, header - 2),
                Math.max(1, header - 2));
        assertThat(ByteBuffer.wrap(length).getLong()).isEqualTo(payload);
    }

    @Test
    void severalEventsAreOneALine() {
        EncodedEvent pong = EncodedEvent.of(new Event.Pong(null));
        byte[] frame = TextFrameFormat.INSTANCE.join(List.of(pong, pong), CURSOR, false);
        assertThat(new String(frame, 2, frame.length - 2, UTF_8))
                .isEqualTo("{\"type\":\"pong\"}\n{\"type\":\"pong\"}");
    }
}

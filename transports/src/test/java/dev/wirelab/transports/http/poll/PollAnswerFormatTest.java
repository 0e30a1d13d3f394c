package dev.wirelab.transports.http.poll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollAnswerFormatTest {
    private static final String PONG = "{\"type\":\"pong\"}";

    @Test
    void anAnswerHasItsCursorAndSaysWhetherItWasCut() {
        EncodedEvent pong = EncodedEvent.of(new Event.Pong(null));
        assertThat(join(List.of(pong, pong), false))
                .isEqualTo("{\"cursor\":\"k3-9\",\"events\":[" + PONG + "," + PONG + "]}");
        assertThat(join(List.of(pong), true))
                .isEqualTo("{\"cursor\":\"k3-9\",\"more\":true,\"events\":[" + PONG + "]}");
        assertThat(join(List.of(), false)).isEqualTo("{\"cursor\":\"k3-9\",\"events\":[]}");
    }

    private static String join(List<EncodedEvent> events, boolean more) {
        return new String(PollAnswerFormat.INSTANCE.join(events, new Cursor("k3", 9), more), UTF_8);
    }
}

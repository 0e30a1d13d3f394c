package dev.wirelab.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormatTest {
    private static final List<EncodedEvent> TWO =
            List.of(
                    EncodedEvent.of(new Event.Joined(Events.at(1), "bob", Events.JAVA)),
                    EncodedEvent.of(new Event.Pong(null)));
    private static final String JOINED =
            "{\"type\":\"joined\",\"cursor\":\"k3-1\",\"user\":\"bob\",\"to\":\"#java\"}";
    private static final String PONG = "{\"type\":\"pong\"}";

    @Test
    void jsonLinesEndInLf() {
        assertThat(join(Format.JSON_LINES, TWO, false)).isEqualTo(JOINED + "\n" + PONG + "\n");
        assertThat(join(Format.JSON_LINES, List.of(), true)).isEmpty();
    }

    @Test
    void aTextFrameHasTheShortestHeader() {
        byte[] pong = Format.TEXT_FRAME.join(TWO.subList(1, 2), Events.at(9), false);
        assertThat(pong).startsWith(0x81, PONG.length()).hasSize(2 + PONG.length());
        byte[] both = Format.TEXT_FRAME.join(TWO, Events.at(9), false);
        assertThat(new String(both, 2, both.length - 2, UTF_8)).isEqualTo(JOINED + "\n" + PONG);
        assertFrame(125, 2, 125);
        assertFrame(126, 4, 126);
        assertFrame(0xffff, 4, 126);
        assertFrame(0x10000, 10, 127);
    }

    private static void assertFrame(int payload, int header, int secondByte) {
        int around = EncodedEvent.of(new Event.Pong("")).json().length;
        EncodedEvent event = EncodedEvent.of(new Event.Pong("x".repeat(payload - around)));
        byte[] frame = Format.TEXT_FRAME.join(List.of(event), Events.at(9), false);
        assertThat(frame).hasSize(header + payload);
        assertThat(frame[1]).isEqualTo((byte) secondByte);
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
    void linesEndInCrLfEvenInsideAHistory() {
        assertThat(join(Format.LINES, TWO, false)).isEqualTo("joined k3-1 #java bob\r\npong\r\n");
        String history = join(Format.LINES, List.of(EncodedEvent.of(Events.history())), false);
        assertThat(history.replace("\r\n", "")).doesNotContain("\n", "\r");
    }

    @Test
    void aPollTellsItsCursorAndWhetherItWasCut() {
        assertThat(join(Format.POLL, TWO, false))
                .isEqualTo("{\"cursor\":\"k3-9\",\"events\":[" + JOINED + "," + PONG + "]}");
        assertThat(join(Format.POLL, TWO.subList(0, 1), true))
                .isEqualTo("{\"cursor\":\"k3-9\",\"more\":true,\"events\":[" + JOINED + "]}");
        assertThat(join(Format.POLL, List.of(), false))
                .isEqualTo("{\"cursor\":\"k3-9\",\"events\":[]}");
    }

    @Test
    void theErrorCodesAreThoseOfTheContract() {
        assertThat(Arrays.stream(ErrorCode.values()).map(code -> code.code() + " " + code.status()))
                .containsExactlyInAnyOrder(
                        "bad_request 400",
                        "unauthorized 401",
                        "forbidden_origin 403",
                        "not_member 403",
                        "unknown_user 404",
                        "unknown_group 404",
                        "not_found 404",
                        "name_taken 409",
                        "too_large 413",
                        "too_many 429",
                        "too_slow 503",
                        "shutting_down 503",
                        "internal 500");
    }

    private static String join(Format format, List<EncodedEvent> events, boolean more) {
        return new String(format.join(events, Events.at(9), more), UTF_8);
    }
}

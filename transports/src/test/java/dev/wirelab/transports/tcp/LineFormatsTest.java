package dev.wirelab.transports.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineFormatsTest {
    private static final List<EncodedEvent> TWO =
            List.of(
                    EncodedEvent.of(new Event.Joined(Events.at(1), "bob", Events.JAVA)),
                    EncodedEvent.of(new Event.Pong(null)));

    @Test
    void jsonLinesEndInLf() {
        assertThat(join(JsonLineFormat.INSTANCE, TWO))
                .isEqualTo(
                        "{\"type\":\"joined\",\"cursor\":\"k3-1\",\"user\":\"bob\","
                                + "\"to\":\"#java\"}\n{\"type\":\"pong\"}\n");
        assertThat(join(JsonLineFormat.INSTANCE, List.of())).isEmpty();
    }

    @Test
    void linesForAPersonEndInCrLfEvenInsideAHistory() {
        assertThat(join(TelnetFormat.INSTANCE, TWO)).isEqualTo("joined k3-1 #java bob\r\npong\r\n");
        String history = join(TelnetFormat.INSTANCE, List.of(EncodedEvent.of(Events.history())));
        assertThat(history.replace("\r\n", "")).doesNotContain("\n", "\r");
    }

    @Test
    void noEventGrowsMoreThanItsFormatSays() {
        EncodedEvent worst = EncodedEvent.of(Events.message(1, "\u0085".repeat(1_000)));
        assertThat(join(TelnetFormat.INSTANCE, List.of(worst)).length())
                .isLessThanOrEqualTo(TelnetFormat.INSTANCE.growth() * worst.json().length);
    }

    private static String join(EventFormat format, List<EncodedEvent> events) {
        return new String(format.join(events, Events.at(9), false), UTF_8);
    }
}

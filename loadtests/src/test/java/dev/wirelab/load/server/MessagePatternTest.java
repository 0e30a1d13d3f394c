package dev.wirelab.load.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MessagePatternTest {
    @ParameterizedTest
    @CsvSource({
        "2, 12, true",
        "^2$, 2, true",
        "^2$, 12, false",
        "^2$, 21, false",
        "2$, 212, true",
        "^PONG, PONG, true",
        "^PONG, xPONG, false",
        "a.c, abc, false",
        "{x}b$, abb, true",
    })
    void everyCharacterButTheEndsStandsForItself(String pattern, String message, boolean found) {
        assertThat(MessagePattern.of(pattern).find(message, 0, new HashMap<>()) >= 0)
                .isEqualTo(found);
    }

    @Test
    void aCaptureExtendsToTheNextOccurrenceOfTheTextAfterIt() {
        assertThat(all("<{x}>", "<a><b> <c")).containsExactly("a", "b");
        assertThat(all("id={x}", "id=a;id=b")).containsExactly("a;id=b");
        assertThat(all("^{x}$", "one\ntwo")).containsExactly("one\ntwo");
        assertThat(all("^<{x}>$", "<a><b>")).containsExactly("a><b");
    }

    @Test
    void bracesThatNameNothingStandForThemselves() {
        Map<String, String> found = new HashMap<>();
        assertThat(
                        MessagePattern.of("{\"{Key}\":{\"v\":\"{v}\"}}")
                                .find("{\"{Key}\":{\"v\":\"1\"}}", 0, found))
                .isPositive();
        assertThat(found).isEqualTo(Map.of("v", "1"));
        assertThat(Template.of("{\"a\":{}}").fill(Map.of())).contains("{\"a\":{}}");
    }

    @Test
    void aTemplateWithoutAValueIsNotFilled() {
        assertThat(Template.of("x={x}").fill(Map.of("y", "1"))).isEmpty();
        assertThat(Template.of("x={x}").fill(Map.of("x", "1"))).contains("x=1");
    }

    private static List<String> all(String text, String message) {
        MessagePattern pattern = MessagePattern.of(text);
        List<String> all = new ArrayList<>();
        Map<String, String> captured = new HashMap<>();
        for (int end = pattern.find(message, 0, captured); end > 0; ) {
            all.add(captured.get("x"));
            end = end == message.length() ? -1 : pattern.find(message, end, captured);
        }
        return all;
    }
}

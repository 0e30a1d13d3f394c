package dev.wirelab.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "7", "a_b-c.d", "9.", "Ünal", "漢字", "имя", "𝒜", "٣", "x--"})
    void aNameHasLettersDigitsAndThreeSigns(String name) {
        assertThat(TextRules.name("user", name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "_a",
                "-a",
                ".a",
                "a b",
                " a",
                "a ",
                "a\n",
                "\u0000",
                "a\u0007",
                "a\u001b[2J",
                "a\u007f",
                "a\u0085",
                "a\u200b",
                "a\u202e",
                "a\u00a0",
                "a/b",
                "a@b",
                "#a",
                "@a",
                "a,b",
                "<b>",
                "a\u0301\u0301",
                "🦊",
                "a🦊",
                "\ud800",
                "a\ud800",
                "\udc00a",
                "½",
                "a\ufeff"
            })
    void whatIsNoNameIsABadRequest(String name) {
        assertThatThrownBy(() -> TextRules.name("user", name))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
                            assertThat(refusal.reason()).startsWith("user name ");
                        });
    }

    @Test
    void aNameHasUpToThirtyTwoCodePointsAfterComposition() {
        assertThat(TextRules.name("user", "𝒜".repeat(32))).isEqualTo("𝒜".repeat(32));
        assertThat(TextRules.name("user", "e\u0301".repeat(32))).isEqualTo("é".repeat(32));
        assertThatThrownBy(() -> TextRules.name("user", "𝒜".repeat(33)))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> TextRules.name("user", "x".repeat(33)))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> TextRules.name("user", "x".repeat(1_000_000)))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void aNameIsItsOwnNormalForm() {
        for (String raw : new String[] {"e\u0301", "\u212b", "\u2126"}) {
            String name = TextRules.name("group", raw);
            assertThat(TextRules.name("group", name)).isEqualTo(name);
        }
        assertThat(TextRules.name("group", "Cafe\u0301")).isEqualTo("Café");
        assertThat(TextRules.name("group", "\u212b")).isEqualTo("Å");
    }

    @Test
    void namesThatDifferOnlyByCaseHaveOneKey() {
        List<String> apart = new ArrayList<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            int upper = Character.toUpperCase(c);
            int lower = Character.toLowerCase(c);
            if (Character.isLetter(c) && upper != lower) {
                String key = TextRules.key(Character.toString(c));
                if (!key.equals(TextRules.key(Character.toString(upper)))
                        || !key.equals(TextRules.key(Character.toString(lower)))
                        || !key.equals(TextRules.key(key))) {
                    apart.add(Character.getName(c));
                }
            }
        }
        assertThat(apart).isEmpty();
        assertThat(TextRules.key("ΟΔΟΣ"))
                .isEqualTo(TextRules.key("οδος"))
                .isEqualTo(TextRules.key("οδοσ"));
        assertThat(TextRules.key("STRAẞE")).isEqualTo(TextRules.key("straße"));
        assertThat(TextRules.key("Lobby")).isEqualTo("lobby");
    }

    @Test
    void namesThatDifferByMoreHaveDifferentKeys() {
        assertThat(TextRules.key("alice")).isNotEqualTo(TextRules.key("alicé"));
        assertThat(TextRules.key("a-b")).isNotEqualTo(TextRules.key("a_b"));
        assertThat(TextRules.key("а")).as("Cyrillic").isNotEqualTo(TextRules.key("a"));
    }

    @Test
    void aTextHasOneToFourThousandNinetySixBytes() {
        for (String fits :
                new String[] {"x", "x".repeat(4096), "🦊".repeat(1024), " x", "\u0000", "\u200b"}) {
            assertThat(TextRules.text(fits)).isSameAs(fits);
        }
        for (String large :
                new String[] {"x".repeat(4097), "🦊".repeat(1024) + "x", " ".repeat(4097)}) {
            assertThat(codeOf(large)).isEqualTo(ErrorCode.TOO_LARGE);
        }
        for (String bad :
                new String[] {"", " ", "\t\r\n", "\u00a0\u2003\u3000\u2028", "\ud83e", "a\udd8a"}) {
            assertThat(codeOf(bad)).isEqualTo(ErrorCode.BAD_REQUEST);
        }
    }

    @Test
    void theLengthIsThatOfTheEncoding() {
        String text = Events.EVERY_KIND_OF_CHARACTER;
        assertThat(TextRules.utf8Length(text)).isEqualTo(text.getBytes(UTF_8).length);
        assertThat(TextRules.utf8Length("")).isZero();
        for (String broken :
                new String[] {
                    "\ud83e", "\udd8a", "\udd8a\ud83e", "\ud83e\ud83e\udd8a", "a\ud83eb"
                }) {
            assertThat(TextRules.utf8Length(broken)).isEqualTo(-1);
        }
    }

    private static ErrorCode codeOf(String text) {
        try {
            TextRules.text(text);
        } catch (Refusal refusal) {
            return refusal.code();
        }
        throw new AssertionError("was not refused");
    }
}

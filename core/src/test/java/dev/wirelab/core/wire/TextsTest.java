package dev.wirelab.core.wire;

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
        assertThat(Texts.name("user", name)).isEqualTo(name);
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
        assertThatThrownBy(() -> Texts.name("user", name))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
                            assertThat(refusal.reason()).startsWith("user name ");
                        });
    }

    @Test
    void aNameHasUpToThirtyTwoCodePointsAfterComposition() {
        assertThat(Texts.name("user", "𝒜".repeat(32))).isEqualTo("𝒜".repeat(32));
        assertThat(Texts.name("user", "e\u0301".repeat(32))).isEqualTo("é".repeat(32));
        assertThatThrownBy(() -> Texts.name("user", "𝒜".repeat(33))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Texts.name("user", "x".repeat(33))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Texts.name("user", "x".repeat(1_000_000)))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void aNameIsItsOwnNormalForm() {
        for (String raw : new String[] {"e\u0301", "\u212b", "\u2126"}) {
            String name = Texts.name("group", raw);
            assertThat(Texts.name("group", name)).isEqualTo(name);
        }
        assertThat(Texts.name("group", "Cafe\u0301")).isEqualTo("Café");
        assertThat(Texts.name("group", "\u212b")).isEqualTo("Å");
    }

    @Test
    void namesThatDifferOnlyByCaseHaveOneKey() {
        List<String> apart = new ArrayList<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            int upper = Character.toUpperCase(c);
            int lower = Character.toLowerCase(c);
            if (Character.isLetter(c) && upper != lower) {
                String key = Texts.key(Character.toString(c));
                if (!key.equals(Texts.key(Character.toString(upper)))
                        || !key.equals(Texts.key(Character.toString(lower)))
                        || !key.equals(Texts.key(key))) {
                    apart.add(Character.getName(c));
                }
            }
        }
        assertThat(apart).isEmpty();
        assertThat(Texts.key("ΟΔΟΣ")).isEqualTo(Texts.key("οδος")).isEqualTo(Texts.key("οδοσ"));
        assertThat(Texts.key("STRAẞE")).isEqualTo(Texts.key("straße"));
        assertThat(Texts.key("Lobby")).isEqualTo("lobby");
    }

    @Test
    void namesThatDifferByMoreHaveDifferentKeys() {
        assertThat(Texts.key("alice")).isNotEqualTo(Texts.key("alicé"));
        assertThat(Texts.key("a-b")).isNotEqualTo(Texts.key("a_b"));
        assertThat(Texts.key("а")).as("Cyrillic").isNotEqualTo(Texts.key("a"));
    }

    @Test
    void aTextHasOneToFourThousandNinetySixBytes() {
        for (String fits :
                new String[] {"x", "x".repeat(4096), "🦊".repeat(1024), " x", "\u0000", "\u200b"}) {
            assertThat(Texts.text(fits)).isSameAs(fits);
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
        assertThat(Texts.utf8Length(text)).isEqualTo(text.getBytes(UTF_8).length);
        assertThat(Texts.utf8Length("")).isZero();
        for (String broken :
                new String[] {
                    "\ud83e", "\udd8a", "\udd8a\ud83e", "\ud83e\ud83e\udd8a", "a\ud83eb"
                }) {
            assertThat(Texts.utf8Length(broken)).isEqualTo(-1);
        }
    }

    private static ErrorCode codeOf(String text) {
        try {
            Texts.text(text);
        } catch (Refusal refusal) {
            return refusal.code();
        }
        throw new AssertionError("was not refused");
    }
}

package dev.wirelab.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for any input of a client: it is read or refused, and means the same when it is
/// written again. The profile `fuzz` looks for input for which it does not hold.
final class AnyInputTest {
    private static Stream<byte[]> utf8(Stream<String> texts) {
        return texts.map(text -> text.getBytes(UTF_8));
    }

    static Stream<byte[]> commands() {
        return utf8(
                Stream.concat(
                        JsonCommandsTest.EVERY_COMMAND.stream()
                                .map(command -> new String(JsonCommands.encode(command), UTF_8)),
                        Stream.of(
                                "",
                                "{",
                                "{\"type\":\"say\",\"to\":\"@bob\",\"text\":\"\\ud83d\\ude00\"}",
                                "{\"type\":\"login\",\"token\":\"\\ud83d\",\"code\":\"\\udc00\"}",
                                "{\"type\":\"say\",\"to\":\"#a\",\"media\":\"Image/PNG\",\"data\":"
                                        + "\"iVBORw0KGgo=\",\"name\":\"cat.png\",\"id\":\"x\"}",
                                "{\"type\":\"say\",\"to\":\"#a\",\"media\":\"a/b\",\"bytes\":2}\nab",
                                "{\"type\":\"history\",\"max\":200,\"before\":\"k-1\",\"x\":[{}]}")));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsReadOrRefusedAndMeansTheSameWhenItIsWrittenAgain(byte[] input) {
        checkCommand(input);
    }

    static void checkCommand(byte[] input) {
        String json = new String(input, UTF_8);
        for (ProtocolVersion version : ProtocolVersion.values()) {
            refusable(() -> checkWrittenAgain(JsonCommands.decode(json, version)));
        }
        refusable(() -> checkWrittenAgain(JsonCommands.decodeLogin(json)));
        refusable(() -> checkWrittenAgain(JsonCommands.decodeRaw(input)));
        refusable(() -> assertThat(JsonCommands.rawBytes(json)).isBetween(0, 65_536));
    }

    private static void checkWrittenAgain(Command command) {
        if (command instanceof Command.Login login && !isWellFormed(login)) {
            // Nothing knows such a token or code, but they are compared, not judged.
            return;
        }
        byte[] written = JsonCommands.encode(command);
        assertThat(JsonCommands.decode(new String(written, UTF_8), ProtocolVersion.V2))
                .isEqualTo(command);
        if (command instanceof Command.Say say && say.content() instanceof Content.Binary binary) {
            assertThat(JsonCommands.decodeRaw(JsonCommands.encodeRaw(say, binary)))
                    .isEqualTo(command);
        }
    }

    private static boolean isWellFormed(Command.Login login) {
        return Stream.of(login.token(), login.code())
                .allMatch(text -> text == null || TextRules.utf8Length(text) >= 0);
    }

    static void refusable(Runnable reading) {
        try {
            reading.run();
        } catch (Refusal refusal) {
            assertThat(refusal.reason()).isNotBlank().doesNotContain("\n");
        }
    }

    static Stream<byte[]> texts() {
        return utf8(
                Stream.of(
                        "",
                        "0",
                        "k3-41",
                        "k3-041",
                        "k-999999999999999999",
                        "-1",
                        "Alice_1.x-y",
                        "\u0130stanbul",
                        "Stra\u00dfe",
                        "cafe\u0301",
                        "\u1e96\u0149\u0390",
                        "\u3164admin",
                        "\ud83d\ude00"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aCursorANameAndALengthAreThoseOfTheTextThatWasRead(byte[] input) {
        checkText(input);
    }

    static void checkText(byte[] input) {
        checkText(new String(input, UTF_8));
        // Any characters, also unpaired surrogates, as escapes in JSON can make them.
        checkText(ByteBuffer.wrap(input).asCharBuffer().toString());
    }

    private static void checkText(String text) {
        refusable(() -> assertThat(Cursor.parse(text)).hasToString(text));
        refusable(() -> {
            if (StartPosition.parse(text) instanceof StartPosition.After(Cursor cursor)) {
                assertThat(cursor).hasToString(text);
            }
        });
        byte[] utf8 = text.getBytes(UTF_8);
        boolean isWellFormed = new String(utf8, UTF_8).equals(text);
        assertThat(TextRules.utf8Length(text)).isEqualTo(isWellFormed ? utf8.length : -1);
        refusable(() -> assertThat(TextRules.text(text)).isEqualTo(text));
        refusable(() -> checkName(TextRules.name("user", text)));
        refusable(() -> checkAddress(Address.parse(text)));
        refusable(() -> assertThat(BinaryRules.name(text)).isEqualTo(text));
        refusable(() -> {
            String media = BinaryRules.media(text);
            assertThat(BinaryRules.media(media)).isEqualTo(media);
        });
    }

    /// A name is found under each spelling that differs by case, and looks like it.
    private static void checkName(String name) {
        assertThat(TextRules.utf8Length(name)).isPositive();
        assertThat(TextRules.name("user", name)).isEqualTo(name);
        String key = TextRules.key(name);
        assertThat(TextRules.key(key)).isEqualTo(key);
        assertThat(Skeleton.of(key)).doesNotContain("").containsAnyElementsOf(Skeleton.of(name));
    }

    private static void checkAddress(Address address) {
        checkName(address.name());
        assertThat(Address.parse(address.toString())).isEqualTo(address);
    }
}

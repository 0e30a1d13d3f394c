package dev.wirelab.transports.tcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.TextRules;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for any bytes at the TCP port. The profile `fuzz` looks for bytes for which it does
/// not hold.
final class AnyLineTest {
    private static final int[] PORTIONS = {1, 2, 7};

    static Stream<byte[]> input() {
        return Stream.of(
                        "",
                        "{\"type\":\"ping\"}\r\n\n{}\n",
                        "\u00ff\u00fb\u0003/login bob\r\nhello\r\u0000\r\n\u00ff\u00fa\n\u00ff\u00f0x\n",
                        "\u00ef\u00bb\u00bf {\"a\":1}\n",
                        "\u00ef\u00bb{\n",
                        "\u00c0\u00af\n",
                        "x".repeat(8_192) + "\r\n",
                        "{" + "x".repeat(8_192) + "\r\u0000",
                        "/say @bob \u001b[2J\u00e2\u0080\u00a8\n")
                .map(text -> text.getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @MethodSource("input")
    void linesAreTheSameHoweverTheirBytesArriveAndWithinTheirLimits(byte[] input) {
        checkLines(input);
    }

    static void checkLines(byte[] input) {
        List<String> whole = lines(input, Math.max(1, input.length));
        for (int portion : PORTIONS) {
            assertThat(lines(input, portion)).isEqualTo(whole);
        }
        for (String line : whole) {
            assertThat(line).doesNotContain("\n");
            assertThat(TextRules.utf8Length(line))
                    .isBetween(0, ProtocolVersion.V1.maxCommandBytes());
        }
    }

    /// The lines, and last the code of the refusal that ends them.
    private static List<String> lines(byte[] input, int portion) {
        LineBuffer buffer = new LineBuffer();
        List<String> lines = new ArrayList<>();
        try {
            for (int from = 0; from < input.length; from += portion) {
                int length = Math.min(portion, input.length - from);
                buffer.append(ByteBuffer.wrap(input, from, length));
                for (String line = buffer.next(); line != null; line = buffer.next()) {
                    lines.add(line);
                }
            }
        } catch (Refusal refusal) {
            lines.add("refused: " + refusal.code());
        }
        return lines;
    }

    @ParameterizedTest
    @MethodSource("input")
    void aPersonsLineIsReadOrRefusedAndNoTextControlsATerminal(byte[] input) {
        checkPersonsLine(input);
    }

    static void checkPersonsLine(byte[] input) {
        String line = new String(input, UTF_8);
        try {
            assertThat(LineInput.parse(line)).isNotNull();
        } catch (Refusal refusal) {
            assertThat(refusal.reason()).isNotBlank();
        }
        for (String text : List.of(line, ByteBuffer.wrap(input).asCharBuffer().toString())) {
            String escaped = LineEscapes.escape(text);
            assertThat(escaped.chars()).noneMatch(AnyLineTest::controls);
            assertThat(unescaped(escaped)).isEqualTo(text);
        }
    }

    private static boolean controls(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default ->
                    switch (Character.getDirectionality((char) c)) {
                        case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                                Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                                Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                                Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                                Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                                Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                                Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                                Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                                Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE ->
                                true;
                        default -> false;
                    };
        };
    }

    /// Rule H11, read backwards.
    private static String unescaped(String escaped) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < escaped.length()) {
            char c = escaped.charAt(at++);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escape = escaped.charAt(at++);
            switch (escape) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case '\\' -> text.append('\\');
                default -> {
                    assertThat(escape).isEqualTo('u');
                    int end = escaped.indexOf('}', at);
                    text.append((char) Integer.parseInt(escaped, at + 1, end, 16));
                    at = end + 1;
                }
            }
        }
        return text.toString();
    }
}

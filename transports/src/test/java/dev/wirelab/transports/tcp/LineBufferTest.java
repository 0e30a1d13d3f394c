package dev.wirelab.transports.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.transports.tcp.LineBuffer.ClientKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LineBufferTest {
    private static final byte[] NEGOTIATION = {(byte) 255, (byte) 254, 1};

    private final LineBuffer lines = new LineBuffer();

    @Test
    void negotiationAndNothingElseIsNoLine() {
        lines.append(ByteBuffer.wrap(NEGOTIATION));
        assertThat(lines.clientKind()).isNull();
        assertThat(lines.next()).isNull();
    }

    @Test
    void aProgramIsKnownByItsFirstByteAlsoAfterNegotiation() {
        lines.append(ByteBuffer.wrap(NEGOTIATION));
        lines.append(bytes("{\"a\":1}\n"));
        assertThat(lines.clientKind()).isEqualTo(ClientKind.PROGRAM);
        assertThat(lines.next()).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100})
    void linesEndWithLfOrCrLfHoweverTheyCome(int atATime) {
        byte[] all = bytes("one\r\nt\u00e4o\n\nthree").array();
        List<String> cut = new ArrayList<>();
        for (int from = 0; from < all.length; from += atATime) {
            lines.append(ByteBuffer.wrap(all, from, Math.min(atATime, all.length - from)));
            for (String line = lines.next(); line != null; line = lines.next()) {
                cut.add(line);
            }
        }
        assertThat(lines.clientKind()).isEqualTo(ClientKind.PERSON);
        assertThat(cut).as("a line without its end is none").containsExactly("one", "t\u00e4o", "");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.wirelab.transports.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LineReaderTest {
    private static final byte[] NEGOTIATION = {(byte) 255, (byte) 254, 1};

    @Test
    void negotiationAndNothingElseIsNoLine() throws IOException {
        LineReader lines = new LineReader(new ByteArrayInputStream(NEGOTIATION));
        assertThat(lines.speaksJson()).isFalse();
        assertThat(lines.next()).isNull();
    }

    @Test
    void linesEndWithLfOrCrLf() throws IOException {
        byte[] bytes = "one\r\ntwo\n\nthree".getBytes(StandardCharsets.UTF_8);
        LineReader lines = new LineReader(new ByteArrayInputStream(bytes));
        assertThat(lines.speaksJson()).isFalse();
        assertThat(lines.next()).isEqualTo("one");
        assertThat(lines.next()).isEqualTo("two");
        assertThat(lines.next()).isEmpty();
        assertThat(lines.next()).as("a line without its end").isNull();
    }
}

package dev.wirelab.lab.lane;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// The lines of a byte stream, each with the time at which its last byte was received. Used by one
/// thread.
final class StampedLines {
    /// Maximum length of a line in bytes; several times that of any line of the lab.
    static final int MAX_LINE_BYTES = 1 << 18;

    private static final int BUFFER_BYTES = 16_384;

    private final InputStream input;
    private final InstantSource clock;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private int from;
    private int to;
    private long received;
    private Instant receivedAt = Instant.EPOCH;

    StampedLines(InputStream input, InstantSource clock) {
        this.input = input;
        this.clock = clock;
    }

    /// @param text the line without its end
    /// @param receivedAt the time at which the read of its last byte returned
    /// @param received the number of bytes of the stream up to and including this line's end
    record Line(String text, Instant receivedAt, long received) {}

    /// The next line, or null at the end of the stream. Blocks.
    ///
    /// @throws IOException if the stream fails or a line is longer than [#MAX_LINE_BYTES]
    @Nullable Line next() throws IOException {
        while (true) {
            for (int i = from; i < to; i++) {
                if (buffer[i] == '\n') {
                    line.write(buffer, from, i - from);
                    received += i + 1L - from;
                    from = i + 1;
                    return take();
                }
            }
            line.write(buffer, from, to - from);
            received += to - from;
            if (line.size() > MAX_LINE_BYTES) {
                throw new IOException("a line of more than " + MAX_LINE_BYTES + " bytes");
            }
            from = 0;
            to = Math.max(0, input.read(buffer));
            receivedAt = clock.instant();
            if (to == 0) {
                return null;
            }
        }
    }

    private Line take() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        return new Line(text, receivedAt, received);
    }
}

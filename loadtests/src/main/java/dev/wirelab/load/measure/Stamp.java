package dev.wirelab.load.measure;

import dev.wirelab.core.protocol.BinaryRules;
import dev.wirelab.core.protocol.Content;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The header in the text of every message of a run: `w1 RUN m17.0 123456789 ....`.
///
/// @param runId the run, without spaces
/// @param phase its purpose
/// @param sequence its number within its phase and stream, from 0
/// @param stream the number of its stream, from 0 to 9,999
/// @param intendedNanos when it was due, on the monotonic clock of the host (`System.nanoTime`)
public record Stamp(
        String runId, MessagePhase phase, int sequence, int stream, long intendedNanos) {
    /// The smallest text that holds every stamp, in bytes.
    public static final int MIN_BYTES = 48;

    private static final String MAGIC = "w1";
    private static final String PREFIX = MAGIC + " ";
    private static final char PADDING = '.';
    private static final char STREAM = '.';
    private static final String MEDIA = "application/octet-stream";
    private static final int VALUES = 256;
    private static final String EVERY_BYTE =
            IntStream.range(0, VALUES)
                    .mapToObj(value -> String.valueOf((char) value))
                    .collect(Collectors.joining())
                    .repeat(BinaryRules.MAX_BYTES / VALUES);
    private static final int RADIX = 10;

    /// The text, padded to `bytes` (ASCII: one byte a character).
    public String text(int bytes) {
        return text(bytes, false);
    }

    /// The same, or binary content, a character for each byte: padded with bytes of every value.
    public String text(int bytes, boolean binary) {
        StringBuilder text = new StringBuilder(Math.max(bytes, MIN_BYTES));
        text.append(MAGIC).append(' ').append(runId).append(' ');
        text.append(name()).append(' ').append(intendedNanos);
        if (text.length() < bytes) {
            text.append(' ');
        }
        int padding = Math.max(0, bytes - text.length());
        return binary
                ? text.append(EVERY_BYTE, 0, padding).toString()
                : text.repeat(PADDING, padding).toString();
    }

    /// A text as the content of a message: itself, or the bytes that it has a character for each.
    public static Content content(String text, boolean binary) {
        return binary
                ? new Content.Binary(MEDIA, null, text.getBytes(StandardCharsets.ISO_8859_1))
                : new Content.Text(text);
    }

    /// Phase, number and stream: the id of its command.
    public String name() {
        return "" + phase.letter() + sequence + STREAM + stream;
    }

    /// Whether a text can have a stamp.
    public static boolean begins(String text) {
        return text.startsWith(MAGIC);
    }

    /// Parses a text; empty if it has no stamp.
    public static Optional<Stamp> parse(String text) {
        int run = PREFIX.length();
        int name = text.startsWith(PREFIX) ? text.indexOf(' ', run) + 1 : 0;
        int moment = name == 0 ? 0 : text.indexOf(' ', name) + 1;
        if (moment == 0 || moment - 1 - name < 2) {
            return Optional.empty();
        }
        int space = text.indexOf(' ', moment);
        int end = space < 0 ? text.length() : space;
        try {
            return name(
                    text.substring(run, name - 1),
                    text.substring(name, moment - 1),
                    Long.parseLong(text, moment, end, RADIX));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Parses the id of a command that published a message; empty if it is another one.
    public static Optional<Stamp> ofCommand(String id) {
        try {
            return id.length() < 2 ? Optional.empty() : name("", id, 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Stamp> name(String runId, String name, long intended) {
        int dot = name.indexOf(STREAM);
        if (dot < 0) {
            return Optional.empty();
        }
        int sequence = Integer.parseInt(name, 1, dot, RADIX);
        int stream = Integer.parseInt(name, dot + 1, name.length(), RADIX);
        return MessagePhase.of(name.charAt(0))
                .map(phase -> new Stamp(runId, phase, sequence, stream, intended));
    }
}

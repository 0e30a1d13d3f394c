package dev.wirelab.load.measure;

import java.util.Optional;

/// What the text of every message of a run says about itself: `w1 RUN m17 123456789 ....`.
///
/// @param runId which run it belongs to: no space in it
/// @param phase what it is for
/// @param sequence its number in its phase, from 0
/// @param intendedNanos when it was due, on the monotonic clock of the host (`System.nanoTime`)
public record Stamp(String runId, Phase phase, int sequence, long intendedNanos) {
    /// The smallest text that holds every stamp, in bytes.
    public static final int MIN_BYTES = 48;

    private static final String MAGIC = "w1";
    private static final char PADDING = '.';

    /// The text, padded to `bytes` (ASCII: one byte a character).
    public String text(int bytes) {
        StringBuilder text = new StringBuilder(Math.max(bytes, MIN_BYTES));
        text.append(MAGIC).append(' ').append(runId).append(' ');
        text.append(phase.letter()).append(sequence).append(' ').append(intendedNanos);
        if (text.length() < bytes) {
            text.append(' ');
        }
        while (text.length() < bytes) {
            text.append(PADDING);
        }
        return text.toString();
    }

    /// Reads a stamp back, or nothing if the text has none.
    public static Optional<Stamp> parse(String text) {
        String[] parts = text.split(" ", 5);
        if (parts.length < 4 || !parts[0].equals(MAGIC) || parts[2].length() < 2) {
            return Optional.empty();
        }
        try {
            int sequence = Integer.parseInt(parts[2].substring(1));
            long intended = Long.parseLong(parts[3]);
            return Phase.of(parts[2].charAt(0))
                    .map(phase -> new Stamp(parts[1], phase, sequence, intended));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

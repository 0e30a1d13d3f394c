package dev.wirelab.lab.robot;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// The texts that the robot publishes: `robot 17 due 2026-11-21T10:00:00.123456Z …`, padded to a
/// size.
final class RobotText {
    /// Minimum size, with room for the number and the time.
    static final int MIN_BYTES = 48;

    private static final String FILLER =
            " Every transport carries this text, each at a cost of its own.";

    private RobotText() {}

    /// @param number counts from 1
    /// @param due the intended time, even if it is published later
    /// @param bytes its length; the text is ASCII
    static String of(long number, Instant due, int bytes) {
        long micros = Math.floorMod(ChronoUnit.MICROS.between(Instant.EPOCH, due), 1_000_000L);
        String text =
                String.format(
                        Locale.ROOT,
                        "robot %d due %s.%06dZ",
                        number,
                        due.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""),
                        micros);
        StringBuilder whole = new StringBuilder(bytes + FILLER.length()).append(text);
        while (whole.length() < bytes) {
            whole.append(FILLER);
        }
        whole.setLength(bytes);
        // A trailing space would be invisible.
        if (whole.charAt(bytes - 1) == ' ') {
            whole.setCharAt(bytes - 1, '.');
        }
        return whole.toString();
    }
}

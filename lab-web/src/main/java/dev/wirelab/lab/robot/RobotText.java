package dev.wirelab.lab.robot;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// What the robot says by itself: `robot 17 due 2026-11-21T10:00:00.123456Z …`, as long as asked.
final class RobotText {
    /// The shortest that has room for its number and its moment.
    static final int MIN_BYTES = 48;

    private static final String FILLER =
            " Four wires carry this text, and each has its own price for it.";

    private RobotText() {}

    /// @param number counts from 1
    /// @param due when it is to be said, whatever keeps its sayer from it
    /// @param bytes its length; all of it is ASCII
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
        // A blank at the end would be there but not be seen.
        if (whole.charAt(bytes - 1) == ' ') {
            whole.setCharAt(bytes - 1, '.');
        }
        return whole.toString();
    }
}

package dev.wirelab.load.crossover;

import dev.wirelab.load.text.TextFormat;

/// A point in the space of workloads.
///
/// @param rate messages a second, above 0
/// @param readers reading sessions, from 1
/// @param textBytes the text size
/// @param pollSeconds the poll interval; 0 if the transport does not poll at intervals
public record Place(double rate, int readers, int textBytes, double pollSeconds) {
    /// @throws IllegalArgumentException if one is out of its range
    public Place {
        if (!(rate > 0 && pollSeconds >= 0) || readers < 1 || textBytes < 0) {
            throw new IllegalArgumentException("invalid: " + rate + ", " + readers);
        }
    }

    /// Its description.
    String description() {
        String workload =
                "%s messages a second, %d readers, %d bytes"
                        .formatted(TextFormat.exact(rate), readers, textBytes);
        return pollSeconds == 0
                ? workload
                : workload + ", poll interval " + TextFormat.exact(pollSeconds) + " s";
    }
}

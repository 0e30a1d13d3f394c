package dev.wirelab.load.crossover;

/// A place in the space of workloads.
///
/// @param rate messages a second, above 0
/// @param readers how many read each of them, from 1
/// @param textBytes the size of a text
/// @param pollSeconds from one short poll to the next; 0 where nothing polls at intervals
public record Place(double rate, int readers, int textBytes, double pollSeconds) {
    /// @throws IllegalArgumentException if one is out of its range
    public Place {
        if (!(rate > 0 && pollSeconds >= 0) || readers < 1 || textBytes < 0) {
            throw new IllegalArgumentException("no place: " + rate + ", " + readers);
        }
    }

    /// It as a person reads it.
    String words() {
        String words =
                "%s messages a second, %d readers, %d bytes"
                        .formatted(plain(rate), readers, textBytes);
        return pollSeconds == 0 ? words : words + ", polls every " + plain(pollSeconds) + " s";
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}

package dev.wirelab.load.measure;

/// What readers got, counted.
///
/// @param expected messages that were due to them
/// @param delivered different messages that came
/// @param lost expected ones that never came
/// @param duplicated arrivals that repeated one, those of the warm-up included
/// @param outOfOrder arrivals after one that they should have preceded, those of the warm-up
///   included
/// @param strays messages of somebody else
/// @param altered messages of this run that are not what was said
/// @param gaps times a reader was told that events are gone
public record Tally(
        long expected,
        long delivered,
        long lost,
        long duplicated,
        long outOfOrder,
        long strays,
        long altered,
        long gaps) {
    /// Nothing.
    public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0, 0);

    /// Both together.
    public Tally plus(Tally other) {
        return new Tally(
                expected + other.expected,
                delivered + other.delivered,
                lost + other.lost,
                duplicated + other.duplicated,
                outOfOrder + other.outOfOrder,
                strays + other.strays,
                altered + other.altered,
                gaps + other.gaps);
    }

    /// Whether every message that came, came once, in order and as it was said.
    public boolean isPerfectButForLosses() {
        return duplicated == 0 && outOfOrder == 0 && altered == 0;
    }

    /// Whether every message came once, in order and as it was said.
    public boolean isPerfect() {
        return lost == 0 && gaps == 0 && isPerfectButForLosses();
    }
}

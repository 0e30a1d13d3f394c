package dev.wirelab.load.measure;

/// Counts of what readers received.
///
/// @param expected deliveries that were due
/// @param delivered different messages that arrived
/// @param lost expected ones that never arrived
/// @param duplicated repeated arrivals, including those of the warm-up
/// @param outOfOrder arrivals after a later message, including those of the warm-up
/// @param strays messages of others
/// @param altered messages of this run that were altered
/// @param gaps gap events
public record DeliveryCounts(
        long expected,
        long delivered,
        long lost,
        long duplicated,
        long outOfOrder,
        long strays,
        long altered,
        long gaps) {
    /// Nothing.
    public static final DeliveryCounts NONE = new DeliveryCounts(0, 0, 0, 0, 0, 0, 0, 0);

    /// The sum of both.
    public DeliveryCounts plus(DeliveryCounts other) {
        return new DeliveryCounts(
                expected + other.expected,
                delivered + other.delivered,
                lost + other.lost,
                duplicated + other.duplicated,
                outOfOrder + other.outOfOrder,
                strays + other.strays,
                altered + other.altered,
                gaps + other.gaps);
    }

    /// Whether every message that arrived did so once, in order and unaltered.
    public boolean isPerfectButForLosses() {
        return duplicated == 0 && outOfOrder == 0 && altered == 0;
    }

    /// Whether every message arrived once, in order and unaltered.
    public boolean isPerfect() {
        return lost == 0 && gaps == 0 && isPerfectButForLosses();
    }
}

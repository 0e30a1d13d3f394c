package dev.wirelab.load.crossover;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Which places of a grid are measured, and which of them a fit sees. Levels are told by their
/// number, from 0, in ascending order.
///
/// Where rates, readers and sizes have three levels each, two thirds of the places are measured:
/// two Latin squares, one to fit and one to check. In each of them every pair of two directions'
/// levels is there once, and no place is in both. With three poll intervals, too, each place has
/// one, so that this holds of intervals as well (an orthogonal array of nine points, Taguchi's L9).
///
/// Of any other grid every place is measured, and the halves are a chessboard's fields: two places
/// that differ by one step in one direction are never in the same half.
///
/// @param rates how many rates, from 1, and so on
public record Design(int rates, int readers, int texts, int intervals) {
    /// For how many levels there is a design of a part of the places.
    private static final int THREE = 3;

    /// A place but for the interval, by the numbers of its levels.
    public record Spot(int rate, int readers, int text) {}

    /// Where something is measured.
    public List<Spot> spots() {
        List<Spot> spots = new ArrayList<>();
        for (int rate = 0; rate < rates; rate++) {
            for (int count = 0; count < readers; count++) {
                for (int text = 0; text < texts; text++) {
                    Spot spot = new Spot(rate, count, text);
                    if (!isFraction() || square(spot) < 2) {
                        spots.add(spot);
                    }
                }
            }
        }
        return List.copyOf(spots);
    }

    /// At which intervals a wire that polls so is measured there.
    public List<Integer> intervals(Spot spot) {
        return isFraction() && intervals == THREE
                ? List.of((spot.rate() + 2 * spot.readers() + 1) % THREE)
                : IntStream.range(0, intervals).boxed().toList();
    }

    /// What a point is for.
    ///
    /// @param interval 0 on a wire that does not poll at intervals
    public Half half(Spot spot, int interval) {
        int rest =
                isFraction()
                        ? square(spot)
                        : (spot.rate() + spot.readers() + spot.text() + interval) % 2;
        return rest == 0 ? Half.FITTED : Half.CHECKED;
    }

    private boolean isFraction() {
        return rates == THREE && readers == THREE && texts == THREE;
    }

    /// In which of three Latin squares it lies.
    private static int square(Spot spot) {
        return (spot.rate() + spot.readers() + spot.text()) % THREE;
    }
}

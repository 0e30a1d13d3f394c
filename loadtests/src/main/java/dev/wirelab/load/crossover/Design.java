package dev.wirelab.load.crossover;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The points of a grid that are measured, and the half that is used to fit. Levels are numbered
/// from 0 in ascending order.
///
/// If rates, readers and sizes have three levels each, two thirds of the points are measured: two
/// disjoint Latin squares, one to fit and one to check. In each of them every pair of levels of two
/// dimensions occurs once. With three poll intervals each point has one of them, so that this holds
/// for intervals, too (an orthogonal array of nine points, Taguchi's L9).
///
/// Of any other grid every point is measured, and the halves are those of a chessboard: two points
/// that differ by one step in one dimension are never in the same half.
///
/// @param rates the number of rates, from 1, and so on
public record Design(int rates, int readers, int texts, int intervals) {
    /// The number of levels for which part of the grid is enough.
    private static final int THREE = 3;

    /// A point without its interval, by the numbers of its levels.
    public record Spot(int rate, int readers, int text) {}

    /// The points that are measured.
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

    /// The intervals at which a polling transport is measured there.
    public List<Integer> intervals(Spot spot) {
        return isFraction() && intervals == THREE
                ? List.of((spot.rate() + 2 * spot.readers() + 1) % THREE)
                : IntStream.range(0, intervals).boxed().toList();
    }

    /// The half of a point.
    ///
    /// @param interval 0 if the transport does not poll at intervals
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

    /// The number of its Latin square, of three.
    private static int square(Spot spot) {
        return (spot.rate() + spot.readers() + spot.text()) % THREE;
    }
}

package dev.wirelab.load.crossover;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The bounds of a sweep in the space of workloads.
final class SweepBounds {
    private SweepBounds() {}

    /// The corners. Every cost is linear in each of `rate`, `readers`, `textBytes` and
    /// `pollSeconds`, or in their reciprocals, if the others are fixed: so its minimum is at a
    /// corner.
    ///
    /// @param sweep the points of all transports
    /// @param transport the transport whose poll intervals are used
    static List<Place> corners(List<Point> sweep, String transport) {
        List<Place> all = sweep.stream().map(Point::place).toList();
        List<Place> its =
                sweep.stream()
                        .filter(point -> point.transport().equals(transport))
                        .map(Point::place)
                        .toList();
        List<Place> corners = new ArrayList<>();
        for (double rate : ends(all, Place::rate)) {
            for (double readers : ends(all, Place::readers)) {
                for (double bytes : ends(all, Place::textBytes)) {
                    for (double seconds : ends(its, Place::pollSeconds)) {
                        corners.add(new Place(rate, (int) readers, (int) bytes, seconds));
                    }
                }
            }
        }
        return corners;
    }

    private static double[] ends(List<Place> places, ToDoubleFunction<Place> direction) {
        return new double[] {
            places.stream().mapToDouble(direction).min().orElseThrow(),
            places.stream().mapToDouble(direction).max().orElseThrow()
        };
    }
}

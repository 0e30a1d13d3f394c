package dev.wirelab.load.crossover;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The part of the space of workloads that a sweep encloses, which maps do not leave.
final class Box {
    private Box() {}

    /// Its corners. Every cost is a straight line along each of `rate`, `readers`, `textBytes` and
    /// `pollSeconds`, or along their reciprocals, if the others stand still: so nowhere within is
    /// it less than at the least of its corners.
    ///
    /// @param sweep the points of all wires
    /// @param transport whose intervals they are to have
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

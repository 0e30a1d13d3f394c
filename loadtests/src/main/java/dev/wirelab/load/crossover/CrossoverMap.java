package dev.wirelab.load.crossover;

import java.util.ArrayList;
import java.util.List;

/// The cheapest transport over rates and readers, for one cost, text size and poll interval.
///
/// @param fields one per rate and number of readers, rates first
public record CrossoverMap(List<Field> fields) {
    /// One field of the map.
    ///
    /// @param cheapest the cheapest transports, in the order of the fits: several where the errors
    ///   of the fits exceed the differences
    /// @param cost the fitted cost of the cheapest
    public record Field(Place place, List<String> cheapest, double cost) {}

    /// The fields of a number of readers, by rate.
    public List<Field> fieldsOf(int readers) {
        return fields.stream().filter(field -> field.place().readers() == readers).toList();
    }

    /// The map of fits of one cost.
    ///
    /// @param rates ascending
    /// @param readers ascending
    /// @throws IllegalArgumentException if there is none, or one is of another cost
    public static CrossoverMap of(
            Cost cost,
            int textBytes,
            double pollSeconds,
            List<Double> rates,
            List<Integer> readers,
            List<Fit> fits) {
        if (fits.isEmpty() || fits.stream().anyMatch(fit -> fit.cost() != cost)) {
            throw new IllegalArgumentException("no fits of " + cost.id());
        }
        List<Field> fields = new ArrayList<>();
        for (double rate : rates) {
            for (int count : readers) {
                fields.add(field(new Place(rate, count, textBytes, pollSeconds), fits));
            }
        }
        return new CrossoverMap(fields);
    }

    /// A transport is named unless another is cheaper by more than the worst factors of both fits.
    private static Field field(Place place, List<Fit> fits) {
        double bar = fits.stream().mapToDouble(fit -> fit.high(place)).min().orElseThrow();
        List<String> cheapest =
                fits.stream().filter(fit -> fit.low(place) <= bar).map(Fit::transport).toList();
        double least = fits.stream().mapToDouble(fit -> fit.at(place)).min().orElseThrow();
        return new Field(place, cheapest, least);
    }
}

package dev.wirelab.load.crossover;

import java.util.ArrayList;
import java.util.List;

/// Which transport is cheapest over rates and readers, for one cost, one size of text and one poll
/// interval.
///
/// @param rates ascending
/// @param readers ascending
/// @param fields one a rate and readers, rates first
/// @param fits what the map was drawn from, with their errors
public record CrossoverMap(
        Cost cost,
        int textBytes,
        double pollSeconds,
        List<Double> rates,
        List<Integer> readers,
        List<Field> fields,
        List<Fit> fits) {
    /// Keeps its own copies.
    public CrossoverMap {
        rates = List.copyOf(rates);
        readers = List.copyOf(readers);
        fields = List.copyOf(fields);
        fits = List.copyOf(fits);
    }

    /// One place of the map.
    ///
    /// @param cheapest the transports that are cheapest there, in the order of the fits: several
    ///   where the fits' own errors are larger than what lies between them
    /// @param cost what the cheapest of them costs, as fitted
    public record Field(double rate, int readers, List<String> cheapest, double cost) {
        /// Keeps its own copy.
        public Field {
            cheapest = List.copyOf(cheapest);
        }
    }

    /// Draws the map from fits of one cost.
    ///
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
        return new CrossoverMap(cost, textBytes, pollSeconds, rates, readers, fields, fits);
    }

    /// A wire is named unless another is clearly cheaper, by more than both fits' worst factors.
    private static Field field(Place place, List<Fit> fits) {
        double bar = fits.stream().mapToDouble(fit -> fit.high(place)).min().orElseThrow();
        List<String> cheapest =
                fits.stream().filter(fit -> fit.low(place) <= bar).map(Fit::transport).toList();
        double least = fits.stream().mapToDouble(fit -> fit.at(place)).min().orElseThrow();
        return new Field(place.rate(), place.readers(), cheapest, least);
    }
}

package dev.wirelab.load.interleaved;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// The results of several variants that were measured in interleaved rounds: A B C A, A B C A, …
/// The baseline A is measured twice in each round; the two differ by noise alone (an A/A test).
public final class InterleavedRounds<T> {
    private final String baseline;
    private final Map<String, List<T>> results = new LinkedHashMap<>();
    private final List<T> repeats = new ArrayList<>();

    /// Without results yet.
    public InterleavedRounds(String baseline) {
        this.baseline = baseline;
    }

    /// Measures all variants in interleaved rounds.
    ///
    /// @param variants the first is the baseline
    public static <T> InterleavedRounds<T> measure(int rounds, List<Variant<T>> variants)
            throws IOException, InterruptedException {
        Variant<T> baseline = variants.getFirst();
        InterleavedRounds<T> all = new InterleavedRounds<>(baseline.name);
        for (int i = 0; i < rounds; i++) {
            for (Variant<T> variant : variants) {
                all.add(variant.name, variant.measurement.take());
            }
            all.addRepeat(baseline.measurement.take());
        }
        return all;
    }

    /// Adds a result; of the baseline the first one of a round.
    public void add(String variant, T result) {
        results.computeIfAbsent(variant, _ -> new ArrayList<>()).add(result);
    }

    /// Adds the second result of the baseline in a round.
    public void addRepeat(T result) {
        repeats.add(result);
    }

    /// One quantity of all results. Results in which it is NaN are left out.
    public InterleavedSamples samples(ToDoubleFunction<T> quantity) {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        results.forEach((variant, all) -> values.put(variant, values(all, quantity)));
        return new InterleavedSamples(baseline, values, values(repeats, quantity));
    }

    private static <T> List<Double> values(List<T> results, ToDoubleFunction<T> quantity) {
        return results.stream()
                .mapToDouble(quantity)
                .filter(value -> !Double.isNaN(value))
                .boxed()
                .toList();
    }

    /// What is measured in each round.
    public record Variant<T>(String name, Measurement<T> measurement) {}

    /// One measurement.
    @FunctionalInterface
    public interface Measurement<T> {
        /// Measures.
        T take() throws IOException, InterruptedException;
    }
}

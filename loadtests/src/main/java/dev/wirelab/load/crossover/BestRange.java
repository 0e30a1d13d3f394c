package dev.wirelab.load.crossover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Where on an axis each transport is among the best in a figure: not worse than the best by more
/// than a fifth and a margin. One run each decides no less.
public final class BestRange {
    private static final double FACTOR = 1.2;

    private final List<String> points;
    private final Map<String, List<Integer>> best;

    private BestRange(List<String> points, Map<String, List<Integer>> best) {
        this.points = points;
        this.best = best;
    }

    /// The ranges of some transports.
    ///
    /// @param points the names of the values, ascending
    /// @param values by transport, one for each point; NaN where it was not measured
    /// @param margin beside the fifth, in the unit of the values
    public static BestRange of(
            List<String> points, Map<String, List<Double>> values, double margin) {
        Map<String, List<Integer>> best = new LinkedHashMap<>();
        values.keySet().forEach(transport -> best.put(transport, new ArrayList<>()));
        for (int i = 0; i < points.size(); i++) {
            int at = i;
            double least =
                    values.values().stream()
                            .mapToDouble(of -> of.get(at))
                            .filter(value -> !Double.isNaN(value))
                            .min()
                            .orElse(Double.NaN);
            values.forEach((transport, of) -> {
                if (of.get(at) <= least * FACTOR + margin) {
                    best.getOrDefault(transport, new ArrayList<>()).add(at);
                }
            });
        }
        return new BestRange(points, best);
    }

    /// The ranges in words, those of the same range together, the longest first: `tcp and websocket
    /// everywhere; long-poll up to 20ms; short-poll nowhere`.
    public String sentence() {
        Map<List<Integer>, List<String>> same = new LinkedHashMap<>();
        best.forEach(
                (transport, at) -> same.computeIfAbsent(at, _ -> new ArrayList<>()).add(transport));
        return same.entrySet().stream()
                .sorted(Comparator.comparingInt(range -> -range.getKey().size()))
                .map(range -> String.join(", ", range.getValue()) + " " + words(range.getKey()))
                .collect(Collectors.joining("; "));
    }

    private String words(List<Integer> at) {
        if (at.isEmpty()) {
            return "nowhere";
        }
        if (at.size() == points.size()) {
            return "everywhere";
        }
        int first = at.getFirst();
        int last = at.getLast();
        if (at.equals(IntStream.rangeClosed(first, last).boxed().toList())) {
            if (first == last) {
                return "at " + points.get(first);
            }
            if (first == 0) {
                return "up to " + points.get(last);
            }
            return last == points.size() - 1
                    ? "from " + points.get(first)
                    : "from %s to %s".formatted(points.get(first), points.get(last));
        }
        return "at " + at.stream().map(points::get).collect(Collectors.joining(", "));
    }
}

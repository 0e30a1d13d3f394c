package dev.wirelab.load.crossover;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// Splits a grid in two halves as a chessboard does: two fields that differ by one step in one
/// direction are never in the same half, so that each half has every value of every direction.
final class Chessboard {
    private static final List<ToDoubleFunction<Place>> DIRECTIONS =
            List.of(Place::rate, Place::readers, Place::textBytes, Place::pollSeconds);

    private final List<List<Double>> levels;

    private Chessboard(List<List<Double>> levels) {
        this.levels = levels;
    }

    static Chessboard of(List<Place> places) {
        return new Chessboard(
                DIRECTIONS.stream()
                        .map(direction ->
                                places.stream()
                                        .map(direction::applyAsDouble)
                                        .distinct()
                                        .sorted()
                                        .toList())
                        .toList());
    }

    boolean isWhite(Place place) {
        int steps = 0;
        for (int i = 0; i < levels.size(); i++) {
            steps += levels.get(i).indexOf(DIRECTIONS.get(i).applyAsDouble(place));
        }
        return steps % 2 == 0;
    }
}

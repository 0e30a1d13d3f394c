package dev.wirelab.load.claims;

import java.util.List;

/// What an experiment found.
///
/// @param condition under which it holds, or empty: half a sentence that follows the verdict
/// @param measured what was measured, in a sentence or two with its numbers
/// @param scaling from what to what numbers were scaled, and by what; empty: nothing was
/// @param why where the difference to the claim comes from, or why there is none
/// @param figures all numbers
public record Finding(
        Verdict verdict,
        String condition,
        String measured,
        String scaling,
        String why,
        List<Figure> figures) {
    /// Keeps its own copy.
    public Finding {
        figures = List.copyOf(figures);
    }

    /// The verdict with its condition.
    public String verdictInWords() {
        return condition.isEmpty() ? verdict.words() : verdict.words() + " " + condition;
    }

    /// The value of a figure.
    ///
    /// @throws IllegalArgumentException if there is none of that name
    double value(String name) {
        return figures.stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no figure " + name))
                .value();
    }
}

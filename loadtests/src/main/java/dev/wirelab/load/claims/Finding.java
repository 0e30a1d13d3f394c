package dev.wirelab.load.claims;

import java.util.List;

/// What an experiment found.
///
/// @param condition under which the claim holds: the end of a sentence that starts with the
///   verdict; empty unless it holds only under a condition
/// @param measured the main numbers, in a few sentences
/// @param scaling how numbers were scaled or estimated; may be empty
/// @param why the explanation
/// @param figures all numbers
public record Finding(
        ClaimVerdict verdict,
        String condition,
        String measured,
        String scaling,
        String why,
        List<Figure> figures) {
    /// Copies the list.
    public Finding {
        figures = List.copyOf(figures);
    }

    /// The verdict with its condition.
    public String verdictInWords() {
        return condition.isEmpty()
                ? verdict.description()
                : verdict.description() + " " + condition;
    }

    /// The value of a figure.
    ///
    /// @throws IllegalArgumentException if there is none of this name
    double value(String name) {
        return figures.stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no figure " + name))
                .value();
    }

    /// One number of an experiment.
    ///
    /// @param value NaN if it is unknown
    public record Figure(String name, double value, String unit) {}
}

package dev.wirelab.load.claims;

import dev.wirelab.load.claims.Finding.Figure;
import dev.wirelab.load.interleaved.InterleavedSamples;
import dev.wirelab.load.text.TextFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Collects the figures of an experiment and inserts them into its texts: `{name}` in a text is
/// replaced by the value of that figure, with three significant digits.
final class Measurements {
    private static final Pattern REFERENCE = Pattern.compile("\\{([^}]+)}");

    private final List<Figure> figures = new ArrayList<>();
    private final Map<String, String> words = new HashMap<>();

    /// Adds a figure and returns its value.
    ///
    /// @param value NaN if it is unknown
    double add(String name, double value, String unit) {
        figures.add(new Figure(name, value, unit));
        return value;
    }

    /// Adds the median of each variant, as `name, variant`.
    void add(String name, InterleavedSamples samples, String unit) {
        for (String variant : samples.values().keySet()) {
            add(name + ", " + variant, samples.median(variant), unit);
        }
    }

    /// Adds a text that replaces `{name}`; in it `{name}` refers to a figure, too.
    void word(String name, String text) {
        words.put(name, text(text));
    }

    /// Adds the ratio of two figures.
    void ratio(String name, String numerator, String denominator) {
        add(name, get(numerator) / get(denominator), "");
    }

    /// The value of a figure.
    double get(String name) {
        return finding(ClaimVerdict.INCONCLUSIVE, "", "", "", "").value(name);
    }

    /// The finding, with the texts of its claim.
    Finding finding(Claim claim, ClaimVerdict verdict) {
        return finding(
                verdict,
                claim.text("condition"),
                claim.text("measured"),
                claim.text("scaling"),
                claim.text("why"));
    }

    /// The finding. Its condition is dropped unless the verdict needs one.
    Finding finding(
            ClaimVerdict verdict, String condition, String measured, String scaling, String why) {
        boolean conditional = verdict == ClaimVerdict.HOLDS_ONLY_WHEN;
        return new Finding(
                verdict,
                conditional ? text(condition) : "",
                text(measured),
                text(scaling),
                text(why),
                figures);
    }

    private String text(String template) {
        return REFERENCE
                .matcher(template)
                .replaceAll(it -> Matcher.quoteReplacement(value(it.group(1))));
    }

    private String value(String name) {
        String word = words.get(name);
        return word == null ? TextFormat.rounded(get(name)) : word;
    }
}

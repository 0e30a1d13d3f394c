package dev.wirelab.load.capacity;

import dev.wirelab.load.text.TextFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A service level objective: a percentile of the delivery latency is at most a given time, and no
/// message is lost.
///
/// @param percentile above 0 and below 100
/// @param micros the time, above 0
public record Objective(double percentile, long micros) {
    private static final Pattern FORM =
            Pattern.compile(
                    "p(\\d{1,2}(?:\\.\\d{1,3})?)\\s*(?:<=|=|<)\\s*(\\d+(?:\\.\\d+)?)(us|ms|s)");
    private static final String FORM_TEXT = "an objective is like p99=50ms or p99.9=1s, not '%s'";

    /// @throws IllegalArgumentException if one is out of its range
    public Objective {
        if (!(percentile > 0 && percentile < 100) || micros <= 0) {
            throw new IllegalArgumentException("p" + percentile + "=" + micros + "us");
        }
    }

    /// Parses `p99=50ms`: a `p`, a percentile, `=`, `<` or `<=`, and a time in `us`, `ms` or `s`.
    ///
    /// @throws IllegalArgumentException if it has another form; the message states it
    public static Objective parse(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException(FORM_TEXT.formatted(text));
        }
        double unit =
                switch (form.group(3)) {
                    case "s" -> 1e6;
                    case "ms" -> 1e3;
                    default -> 1;
                };
        double percentile = Double.parseDouble(form.group(1));
        long micros = Math.round(Double.parseDouble(form.group(2)) * unit);
        if (percentile == 0 || micros == 0) {
            throw new IllegalArgumentException(FORM_TEXT.formatted(text));
        }
        return new Objective(percentile, micros);
    }

    @Override
    public String toString() {
        return "p" + TextFormat.exact(percentile) + "=" + TextFormat.exact(micros / 1e3) + "ms";
    }
}

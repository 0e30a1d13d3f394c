package dev.wirelab.load.text;

import dev.wirelab.load.stats.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/// Formats numbers for people.
public final class TextFormat {
    private static final MathContext THREE_DIGITS = new MathContext(3);
    private static final MathContext TWO_DIGITS = new MathContext(2);
    private static final double WHOLE = 1000;

    /// A smaller number is a rounding error of zero.
    private static final double LEAST = 1e-9;

    private TextFormat() {}

    /// All digits, without the fraction of a whole number: `20`, `0.5`.
    public static String exact(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /// Three significant digits, but all digits of a whole number: `0.0123`, `4.56`, `12346`.
    public static String rounded(double number) {
        return rounded(number, THREE_DIGITS);
    }

    private static String rounded(double number, MathContext digits) {
        if (!Double.isFinite(number)) {
            return Double.isNaN(number) ? "–" : "∞";
        }
        if (Math.abs(number) >= WHOLE) {
            return Long.toString(Math.round(number));
        }
        if (Math.abs(number) < LEAST) {
            return "0";
        }
        BigDecimal rounded = BigDecimal.valueOf(number).round(digits);
        return rounded.stripTrailingZeros().toPlainString();
    }

    /// Two significant digits, but all digits before the point: `0.012`, `4.0`, `12346`.
    public static String brief(double number) {
        double size = Math.abs(number);
        return size >= 9.95 && Double.isFinite(number)
                ? Long.toString(Math.round(number))
                : size >= 0.995 && Double.isFinite(number)
                        ? fixed(1, number)
                        : rounded(number, TWO_DIGITS);
    }

    /// A factor: `1.02×`, `3.4×`, `161×`.
    public static String factor(double factor) {
        return (factor < 2 ? fixed(2, factor) : brief(factor)) + "×";
    }

    /// All digits in groups of three: `90,000`.
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// A text in which only ASCII characters are left, for a terminal that has no others.
    public static String ascii(String text) {
        return text.replace("×", "x")
                .replace("µ", "u")
                .replace("±", "+-")
                .replace("–", "-")
                .replace("∞", "inf")
                .replace("…", "...")
                .replaceAll("[^\\x00-\\x7f]", "?");
    }

    /// A number with so many digits after the point.
    public static String fixed(int digits, double number) {
        return String.format(Locale.ROOT, "%." + digits + "f", number);
    }

    /// Microseconds as milliseconds: `4.560`.
    public static String millis(double micros) {
        return fixed(3, micros / 1e3);
    }

    /// Microseconds as milliseconds: `4.560`.
    public static String millis(long micros) {
        return millis((double) micros);
    }

    /// Milliseconds as seconds: `2`, `0.5`.
    public static String seconds(long millis) {
        return rounded(millis / 1e3);
    }

    /// `1.9 times (1.6 to 2.3)`.
    public static String times(Interval ratio) {
        return rounded(ratio.estimate()) + " times (" + range(ratio) + ")";
    }

    /// `1.6 to 2.3`.
    public static String range(Interval interval) {
        return rounded(interval.low()) + " to " + rounded(interval.high());
    }

    /// A ratio as the percentage above 1: `4.2 %`.
    public static String percentAbove(double ratio) {
        return rounded((ratio - 1) * 100) + " %";
    }

    /// `42 s`, `4 min 20 s`.
    public static String duration(Duration time) {
        long seconds = Math.ceilDiv(time.toMillis(), 1000);
        return seconds < 100 ? seconds + " s" : "%d min %d s".formatted(seconds / 60, seconds % 60);
    }

    /// A text in lines, each with a line feed; a word that is longer than a line is not broken.
    ///
    /// @param width the longest line
    /// @param indent the start of each line but the first
    public static String wrapped(String text, int width, String indent) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + word.length() > width) {
                lines.append(line.toString().stripTrailing()).append('\n');
                line = new StringBuilder(indent);
            }
            line.append(word).append(' ');
        }
        return lines.append(line.toString().stripTrailing()).append('\n').toString();
    }

    /// A sentence with a capital first letter.
    public static String capitalized(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}

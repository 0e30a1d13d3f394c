package dev.wirelab.load.compare;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/// Shows a person how far a comparison is: one line that changes on a terminal, else a line for
/// each phase. Told things by one thread after the other.
public final class ProgressDisplay {
    private final PrintWriter out;
    private final boolean terminal;
    private Title title = new Title("", Duration.ZERO, false);
    private String lastPhase = "";
    private int width;

    /// @param terminal whether a line can be written over
    public ProgressDisplay(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /// Tells a whole line.
    public void line(String text) {
        clear();
        out.println(text);
        out.flush();
    }

    /// What there is to tell of a run.
    ///
    /// @param afterwards how long those after it will take
    /// @param atMost whether that is an upper bound
    record Title(String name, Duration afterwards, boolean atMost) {}

    /// Names the run that follows.
    void begin(Title next) {
        title = next;
        lastPhase = "";
    }

    /// Takes `PHASE|SECONDS LEFT|DELIVERED|EXPECTED`.
    void progress(String line) {
        String[] parts = line.split("\\|", -1);
        if (parts.length != 4) {
            return;
        }
        String phase = parts[0];
        if (terminal) {
            String text =
                    String.format(
                            Locale.ROOT,
                            "%s: %s, %s of %s delivered, %s left in all",
                            title.name(),
                            phase,
                            parts[2],
                            parts[3],
                            left(parts[1]));
            out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            width = text.length();
        } else if (!phase.equals(lastPhase)) {
            out.println(title.name() + ": " + phase + ", " + left(parts[1]) + " left in all");
        }
        lastPhase = phase;
        out.flush();
    }

    private String left(String secondsOfRun) {
        try {
            long seconds = Long.parseLong(secondsOfRun) + title.afterwards().toSeconds();
            return (title.atMost() ? "at most " : "") + seconds + " s";
        } catch (NumberFormatException e) {
            return "? s";
        }
    }

    private void clear() {
        if (width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            width = 0;
        }
    }

    /// A time as a person reads it: `42 s`, `4 min 20 s`.
    static String human(Duration time) {
        long seconds = Math.ceilDiv(time.toMillis(), 1000);
        return seconds < 100 ? seconds + " s" : "%d min %d s".formatted(seconds / 60, seconds % 60);
    }
}

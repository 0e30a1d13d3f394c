package dev.wirelab.load.compare;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/// Shows a person how far a comparison is: one line that changes on a terminal, else a line for
/// each phase. Told things by one thread after the other.
public final class ProgressDisplay {
    private final PrintWriter out;
    private final boolean terminal;
    private String title = "";
    private Duration afterwards = Duration.ZERO;
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

    /// Names the run that follows, and tells how long those after it will take.
    void begin(String nextTitle, Duration nextAfterwards) {
        title = nextTitle;
        afterwards = nextAfterwards;
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
                            "%s: %s, %s of %s delivered, %s s left in all",
                            title,
                            phase,
                            parts[2],
                            parts[3],
                            left(parts[1]));
            out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            width = text.length();
        } else if (!phase.equals(lastPhase)) {
            out.println(title + ": " + phase + ", " + left(parts[1]) + " s left in all");
        }
        lastPhase = phase;
        out.flush();
    }

    private String left(String secondsOfRun) {
        try {
            return Long.toString(Long.parseLong(secondsOfRun) + afterwards.toSeconds());
        } catch (NumberFormatException e) {
            return "?";
        }
    }

    private void clear() {
        if (width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            width = 0;
        }
    }
}

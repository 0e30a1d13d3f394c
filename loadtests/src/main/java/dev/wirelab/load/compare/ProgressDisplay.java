package dev.wirelab.load.compare;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/// Shows the progress of a command: on a terminal in one line that is overwritten, otherwise in a
/// line per phase. Used by one thread at a time.
public final class ProgressDisplay {
    private final PrintWriter out;
    private final boolean terminal;
    private Title title = new Title("", Duration.ZERO, false);
    private String lastPhase = "";
    private int width;

    /// @param terminal whether a line can be overwritten
    public ProgressDisplay(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /// Prints a line.
    public void line(String text) {
        clear();
        out.println(text);
        out.flush();
    }

    /// The title of a run.
    ///
    /// @param afterwards the estimated time of the runs after it
    /// @param atMost whether that is an upper bound
    record Title(String name, Duration afterwards, boolean atMost) {}

    /// Sets the title of the next run.
    void begin(Title next) {
        title = next;
        lastPhase = "";
    }

    /// Shows a progress line, `PHASE|SECONDS LEFT|DELIVERED|EXPECTED`.
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
}

package dev.wirelab.load.compare;

import dev.wirelab.load.text.TextFormat;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.stream.Stream;

/// Shows the progress of a command: on a terminal in one line that is overwritten, otherwise in a
/// line per phase. Used by one thread at a time.
public final class ProgressDisplay {
    private final PrintWriter out;
    private final int columns;
    private Title title = new Title("", Duration.ZERO, false);
    private String lastPhase = "";
    private int width;

    /// A display of whole lines, for a file.
    public ProgressDisplay(PrintWriter out) {
        this(out, 0);
    }

    /// @param columns the width of the terminal, which no line exceeds; 0: not a terminal
    public ProgressDisplay(PrintWriter out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    /// Prints a line; on a terminal in several if it is too long.
    public void line(String text) {
        clear();
        out.print(
                isTerminal()
                        ? TextFormat.wrapped(text, longest(), "  ")
                        : text + System.lineSeparator());
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
        String beginning = title.name() + ": " + phase + ", ";
        String left = left(parts[1]) + " left in all";
        if (isTerminal()) {
            String count = parts[2] + " of " + parts[3] + " delivered, ";
            overwrite(
                    Stream.of(
                                    beginning + count + left,
                                    beginning + left,
                                    title.name() + ", " + left)
                            .filter(text -> text.length() <= longest())
                            .findFirst()
                            .orElse(left));
        } else if (!phase.equals(lastPhase)) {
            out.println(beginning + left);
        }
        lastPhase = phase;
        out.flush();
    }

    private void overwrite(String text) {
        String shown = text.substring(0, Math.min(text.length(), longest()));
        out.print("\r" + shown + " ".repeat(Math.max(0, width - shown.length())));
        width = shown.length();
    }

    private boolean isTerminal() {
        return columns > 0;
    }

    /// The longest text after which the cursor is still in the same line.
    private int longest() {
        return Math.max(1, columns - 1);
    }

    private String left(String secondsOfRun) {
        try {
            Duration run = Duration.ofSeconds(Long.parseLong(secondsOfRun));
            return (title.atMost() ? "at most " : "")
                    + TextFormat.duration(run.plus(title.afterwards()));
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

package dev.wirelab.load.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wirelab.load.compare.ProgressDisplay;
import java.io.PrintWriter;

/// A program that shows a message too long for a narrow terminal, as a command does.
final class ShownProgress {
    static final String MESSAGE =
            "fan-out/short-poll-fresh/12: 6000 of 6000 delivered, p50 502.123 ms, p99 993.456 ms";

    private ShownProgress() {}

    /// Shows it.
    public static void main(String[] args) {
        int columns = TerminalWidth.ofStandardError();
        System.err.println("columns: " + columns);
        new ProgressDisplay(new PrintWriter(System.err, true, UTF_8), columns).line(MESSAGE);
    }
}

package dev.wirelab.load.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// The width of the terminal to which the standard error goes.
final class TerminalWidth {
    /// The width of a terminal that does not state its size.
    private static final int USUAL = 80;

    private static final long PATIENCE_SECONDS = 2;

    private TerminalWidth() {}

    /// The width in columns; 0 if the standard error is not a terminal that can overwrite a line.
    static int ofStandardError() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return 0;
        }
        // Java has a call for neither: `stty` reads its standard input, here this standard error.
        ProcessBuilder size =
                new ProcessBuilder("sh", "-c", "stty size <&2 2>/dev/null")
                        .redirectError(Redirect.INHERIT);
        try {
            Process process = size.start();
            process.getOutputStream().close();
            String rowsAndColumns =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            boolean isTerminal =
                    process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            return isTerminal ? columns(rowsAndColumns.strip()) : 0;
        } catch (IOException e) {
            return 0; // Not a Unix: a line per phase is readable everywhere.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /// Of `24 80`; an emulator without a size says `0 0`.
    private static int columns(String rowsAndColumns) {
        String columns = rowsAndColumns.substring(rowsAndColumns.indexOf(' ') + 1);
        int number = columns.matches("\\d{1,5}") ? Integer.parseInt(columns) : 0;
        return number == 0 ? USUAL : number;
    }
}

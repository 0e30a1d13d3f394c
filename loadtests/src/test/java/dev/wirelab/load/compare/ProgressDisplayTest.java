package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgressDisplayTest {
    private static final Duration AFTERWARDS = Duration.ofSeconds(30);

    private final StringWriter shown = new StringWriter();
    private final ProgressDisplay terminal = new ProgressDisplay(new PrintWriter(shown), 80);
    private final ProgressDisplay file = new ProgressDisplay(new PrintWriter(shown));

    @BeforeEach
    void aRun() {
        terminal.begin(new ProgressDisplay.Title("1/2 tcp/1", AFTERWARDS, false));
        file.begin(new ProgressDisplay.Title("1/2 tcp/1", AFTERWARDS, false));
    }

    @Test
    void onATerminalOneLineIsOverwritten() {
        terminal.progress("measuring|12|1000|9999");
        terminal.progress("measuring|11|1500|9999");
        assertThat(shown)
                .hasToString(
                        "\r1/2 tcp/1: measuring, 1000 of 9999 delivered, 42 s left in all"
                                + "\r1/2 tcp/1: measuring, 1500 of 9999 delivered, 41 s left in all");
    }

    @Test
    void onATerminalAShorterLineLeavesNothingOfALongerOne() {
        terminal.progress("warming up|70|0|9999");
        terminal.progress("measuring|9|0|9999");
        String[] lines = shown.toString().split("\r", -1);
        assertThat(lines).hasSize(3);
        assertThat(lines[2])
                .startsWith("1/2 tcp/1: measuring, 0 of 9999 delivered, 39 s left in all")
                .hasSameSizeAs(lines[1]);
    }

    @Test
    void onATerminalAWholeLineReplacesTheOneThatChanges() {
        terminal.progress("measuring|12|0|9999");
        int width = shown.toString().length() - 1;
        terminal.line("tcp/1: done");
        terminal.line("the end");
        assertThat(shown.toString())
                .endsWith("in all\r%s\rtcp/1: done%nthe end%n".formatted(" ".repeat(width)));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 20, 40, 60, 79, 80, 132})
    void noLineIsAsWideAsTheTerminal(int columns) {
        ProgressDisplay display = new ProgressDisplay(new PrintWriter(shown), columns);
        display.begin(
                new ProgressDisplay.Title(
                        "12/18 fan-out/short-poll-fresh/2", Duration.ofSeconds(321), true));
        display.progress("warming up|12|0|9999");
        display.line("fan-out/short-poll-fresh/2: 6000 of 6000 delivered, p50 502.143 ms");
        assertThat(shown.toString().split("[\r\n]", -1))
                .filteredOn(line -> line.contains(" ")) // A word that is too long is not broken.
                .allMatch(line -> line.length() < Math.max(columns, 30));
        assertThat(shown.toString()).contains("at most 5");
    }

    @Test
    void inANarrowTerminalTheTimeLeftIsShownRatherThanTheCount() {
        ProgressDisplay display = new ProgressDisplay(new PrintWriter(shown), 60);
        display.begin(new ProgressDisplay.Title("1/2 fan-out/tcp/1", AFTERWARDS, false));
        display.progress("measuring|12|1000|9999");
        assertThat(shown).hasToString("\r1/2 fan-out/tcp/1: measuring, 42 s left in all");
    }

    @Test
    void withoutATerminalEachPhaseOfARunIsALine() {
        file.progress("connecting|20|0|9999");
        file.progress("connecting|19|0|9999");
        file.progress("measuring|12|0|9999");
        file.begin(new ProgressDisplay.Title("2/2 tcp/2", Duration.ZERO, true));
        file.progress("measuring|12|0|9999");
        assertThat(shown.toString().lines())
                .containsExactly(
                        "1/2 tcp/1: connecting, 50 s left in all",
                        "1/2 tcp/1: measuring, 42 s left in all",
                        "2/2 tcp/2: measuring, at most 12 s left in all");
    }

    @Test
    void linesWithoutProgressAreIgnored() {
        terminal.progress("measuring|12");
        assertThat(shown.toString()).isEmpty();
        terminal.progress("measuring|soon|0|9999");
        assertThat(shown.toString()).endsWith("? s left in all");
    }
}

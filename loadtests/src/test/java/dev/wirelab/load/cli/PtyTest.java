package dev.wirelab.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Progress in a real terminal. A process is needed because only one can have a terminal.
@EnabledOnOs(OS.LINUX)
final class PtyTest {
    private static final String SHOW = "$JAVA dev.wirelab.load.cli.ShownProgress";

    @TempDir Path folder = Path.of("");

    @Test
    void aLineIsWrappedBetweenWordsInANarrowTerminal() throws Exception {
        assertThat(Pty.output(60, Map.of("TERM", "xterm"), SHOW).lines())
                .containsExactly(
                        "columns: 60",
                        "fan-out/short-poll-fresh/12: 6000 of 6000 delivered, p50",
                        "  502.123 ms, p99 993.456 ms");
    }

    @Test
    void aFileGetsWholeLinesAlthoughTheOutputIsATerminal() throws Exception {
        Path file = folder.resolve("progress");
        Pty.output(60, Map.of("TERM", "xterm"), SHOW + " 2>" + file);
        assertThat(file).content().isEqualTo("columns: 0\n" + ShownProgress.MESSAGE + "\n");
    }

    @Test
    void aDumbTerminalGetsWholeLines() throws Exception {
        assertThat(Pty.output(60, Map.of("TERM", "dumb"), SHOW))
                .startsWith("columns: 0")
                .contains(ShownProgress.MESSAGE);
    }

    /// A whole comparison, with the lab's warm-up.
    @Test
    @Tag("deep")
    void aComparisonInANarrowAsciiTerminalLeavesNoJunk() throws Exception {
        String shown =
                Pty.output(
                        60,
                        Map.of("TERM", "xterm", "LC_ALL", "C", "NO_COLOR", "1"),
                        "$JAVA dev.wirelab.load.cli.LoadMain compare --transports tcp,websocket"
                                + " --repeats 1 --readers 5 --duration 1s --warm-up 500ms --lab-jar ../lab-web/target/lab.jar --out "
                                + folder);

        String progress = shown.substring(0, shown.indexOf("5 readers in one group"));
        assertThat(shown).containsPattern("\\A\\p{ASCII}+\\z").doesNotContain("\u001b");
        assertThat(progress.split("[\r\n]+")).allMatch(line -> line.length() < 60);
        assertThat(progress)
                .contains("3 runs, about ", "\r1/3 fan-out/tcp/1: measuring, ")
                .containsPattern("\r +\rfan-out/tcp-again/1: 100 of 100 delivered");
        assertThat(shown).contains("\ntransport ", "\nreport   " + results());
    }

    private Path results() throws IOException {
        try (var found = Files.list(folder)) {
            return found.findFirst().orElseThrow();
        }
    }
}

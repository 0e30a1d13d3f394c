package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The unit tests of the page's own JavaScript, run by Node's built-in test runner.
@Timeout(120)
class PageScriptTest {
    /// The first Node with `node --test DIRECTORY`.
    private static final int OLDEST_NODE = 20;

    @Test
    void unitTestsPass() throws Exception {
        String version = node("--version").strip();
        if (!version.startsWith("v")
                || Integer.parseInt(version.substring(1).split("\\.", 2)[0]) < OLDEST_NODE) {
            skip("Node is " + version + ", older than " + OLDEST_NODE);
        }
        String output = node("--test", Path.of("src", "test", "js").toString() + "/");
        assertThat(output).contains("# fail 0").doesNotContain("# pass 0");
    }

    private static String node(String... arguments) throws InterruptedException {
        var command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output;
        } catch (IOException e) {
            skip("there is no Node");
            return "";
        }
    }

    private static void skip(String reason) {
        System.err.println("Skipped: the page's JavaScript is not tested, " + reason);
        abort(reason);
    }
}

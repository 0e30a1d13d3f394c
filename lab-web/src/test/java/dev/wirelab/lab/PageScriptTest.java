package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The page's JavaScript: unit tests, types and style, with the Node of this machine. Type checker
/// and linter come from `npm ci`; what is missing is skipped with a message.
@Timeout(300)
class PageScriptTest {
    /// The first Node with `node --test DIRECTORY`.
    private static final int OLDEST_NODE = 20;

    private static final Path LOCK = Path.of("package-lock.json");
    private static final Path INSTALLED = Path.of("node_modules", ".package-lock.json");

    @Test
    void unitTestsPass() throws Exception {
        needNode();
        String output = run("node", "--test", Path.of("src", "test", "js") + "/");
        assertThat(output).contains("# fail 0").doesNotContain("# pass 0");
    }

    @Tag("slow")
    @Test
    void theTypesAreCorrect() throws Exception {
        needTools();
        run("node", "node_modules/typescript/bin/tsc", "--project", ".");
    }

    @Tag("slow")
    @Test
    void theStyleIsCorrect() throws Exception {
        needTools();
        run("node", "node_modules/eslint/bin/eslint.js", "--max-warnings", "0", ".");
    }

    @Tag("slow")
    @Test
    void vendoredFilesEqualThePublishedOnes() throws Exception {
        needTools();
        for (String file : List.of("uPlot.esm.js", "uPlot.min.css")) {
            assertThat(Path.of("src/main/resources/web/vendor/uplot", file))
                    .hasSameBinaryContentAs(Path.of("node_modules/uplot/dist", file));
        }
        assertThat(Path.of("src/main/resources/web/vendor/socket.io/socket.io.js"))
                .hasSameBinaryContentAs(
                        Path.of("node_modules/socket.io-client/dist/socket.io.min.js"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"uplot", "socket.io"})
    void vendoredFilesHaveTheirChecksums(String folder) throws Exception {
        Path vendored = Path.of("src/main/resources/web/vendor", folder);
        List<MatchResult> sums =
                Pattern.compile("(?m)^    ([0-9a-f]{64})  (\\S+)$")
                        .matcher(Files.readString(vendored.resolve("README.md")))
                        .results()
                        .toList();
        assertThat(sums).isNotEmpty();
        for (MatchResult sum : sums) {
            byte[] content = Files.readAllBytes(vendored.resolve(sum.group(2)));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            assertThat(HexFormat.of().formatHex(digest)).isEqualTo(sum.group(1));
        }
        assertThat(vendored.resolve("LICENSE")).isNotEmptyFile();
    }

    private static void needNode() throws InterruptedException {
        String version = "";
        try {
            version = run("node", "--version").strip();
        } catch (IOException e) {
            skip("there is no Node");
        }
        if (!version.startsWith("v")
                || Integer.parseInt(version.substring(1).split("\\.", 2)[0]) < OLDEST_NODE) {
            skip("Node is " + version + ", older than " + OLDEST_NODE);
        }
    }

    /// Installs what `package-lock.json` names, unless it is there.
    static synchronized void needTools() throws InterruptedException, IOException {
        needNode();
        if (Files.exists(INSTALLED)
                && Files.getLastModifiedTime(INSTALLED).compareTo(Files.getLastModifiedTime(LOCK))
                        >= 0) {
            return;
        }
        try {
            run("npm", "ci", "--no-audit", "--no-fund");
        } catch (IOException e) {
            skip("there is no npm");
        } catch (AssertionError e) {
            skip("npm ci did not work (is there a network?): " + e.getMessage());
        }
    }

    private static String run(String... command) throws InterruptedException, IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static void skip(String reason) {
        System.err.println("Skipped: the page's JavaScript is not checked, " + reason);
        abort(reason);
    }
}

package dev.wirelab.transports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.transports.lab.TransportTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No main code asks which transport it has to do with, by its id or by its class: what differs
/// between transports is a property of their descriptors, or stands in their own pieces. Read from
/// the sources of all modules, the page's scripts among them.
final class TransportIdsTest {
    private static final Path ROOT = root();

    /// A transport's own pieces: its package, its script, its load and its model.
    private static final Pattern OWN_PIECES =
            Pattern.compile(
                    "transports/src/main/java/dev/wirelab/transports/(?!http/|ledger/|lab/)\\w+/\\w+\\.java"
                            + "|lab-web/src/main/resources/web/js/transports/(?!index|contract)[\\w-]+\\.js"
                            + "|loadtests/src/main/java/dev/wirelab/load/(transport|theory)/\\w+\\.java");

    /// Files that may compare ids all the same.
    private static final Set<String> ALLOWED =
            Set.of(
                    // The list.
                    "transports/src/main/java/dev/wirelab/transports/lab/TransportTypes.java",
                    // Scripts of the page that explain one transport in words of its own.
                    "lab-web/src/main/resources/web/js/race/runner.js",
                    "lab-web/src/main/resources/web/js/race/speaker.js",
                    "lab-web/src/main/resources/web/js/race/lane-view.js",
                    "lab-web/src/main/resources/web/js/inspector/explain.js");

    @Test
    void noCodeComparesATransportsId() throws IOException {
        String ids =
                TransportTypes.ALL.stream()
                        .map(type -> Pattern.quote(type.descriptor().id()))
                        .collect(Collectors.joining("|"));
        String literal = "[\"'](?:" + ids + ")[\"']";
        Pattern comparison =
                Pattern.compile(
                        "case\\s+"
                                + literal // switch
                                + "|\\.equals\\(\\s*"
                                + literal
                                + "|"
                                + literal
                                + "\\s*\\.equals\\("
                                + "|[!=]==?\\s*"
                                + literal
                                + "|"
                                + literal
                                + "\\s*[!=]==?"
                                + "|\\b\\w+Transport\\.(?:ID|TYPE)\\b");
        Set<String> found = new TreeSet<>();
        for (Path file : sources()) {
            String name = ROOT.relativize(file).toString().replace('\\', '/');
            Matcher match = comparison.matcher(Files.readString(file));
            while (match.find() && !OWN_PIECES.matcher(name).matches() && !ALLOWED.contains(name)) {
                found.add(name + ": " + match.group());
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void idsAreUniqueAndWords() {
        List<String> ids = TransportTypes.ALL.stream().map(type -> type.descriptor().id()).toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][a-z.-]*"));
    }

    private static List<Path> sources() throws IOException {
        List<Path> all;
        try (Stream<Path> files =
                Stream.of("core", "transports", "lab-web", "loadtests")
                        .map(module -> ROOT.resolve(module).resolve("src/main"))
                        .flatMap(TransportIdsTest::walk)) {
            all =
                    files.filter(file -> file.toString().matches(".*\\.(java|js)"))
                            .filter(file -> !file.toString().contains("vendor"))
                            .toList();
        }
        assertThat(all).hasSizeGreaterThan(300);
        return all;
    }

    @SuppressWarnings("StreamResourceLeak") // flatMap closes it
    private static Stream<Path> walk(Path folder) {
        try {
            return Files.walk(folder);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path root() {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            if (Files.exists(up.resolve("docs/protocol.md"))) {
                return up;
            }
        }
        throw new AssertionError("no docs/protocol.md above " + Path.of("").toAbsolutePath());
    }
}

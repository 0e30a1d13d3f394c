package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/// Each rule of docs/protocol.md has a number of its own and a test, and each test's rule is there.
final class RuleCoverageTest {
    /// Rules that cannot be seen from outside the lab, or are another module's.
    private static final Map<String, String> WITHOUT_TEST =
            Map.of("L6", "a socket's options do not show at its other end");

    @Test
    void everyRuleIsNamedByATest() throws Exception {
        Set<String> missing = new TreeSet<>(rules());
        missing.removeAll(named());
        assertThat(missing).isEqualTo(new TreeSet<>(WITHOUT_TEST.keySet()));
    }

    @Test
    void noTestNamesARuleThatDoesNotExist() throws Exception {
        Set<String> unknown = new TreeSet<>(named());
        unknown.removeAll(rules());
        assertThat(unknown).isEmpty();
    }

    @Test
    void noTwoRulesHaveTheSameNumber() throws IOException {
        assertThat(rules()).isNotEmpty().doesNotHaveDuplicates();
    }

    private static List<String> rules() throws IOException {
        Path file = Path.of("docs", "protocol.md");
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            if (Files.exists(up.resolve(file))) {
                return Pattern.compile("^- \\*\\*([A-Z]\\d+)\\*\\*", Pattern.MULTILINE)
                        .matcher(Files.readString(up.resolve(file)))
                        .results()
                        .map(MatchResult::group)
                        .map(rule -> rule.replaceAll("[^A-Z0-9]", ""))
                        .toList();
            }
        }
        throw new AssertionError("no " + file + " above " + Path.of("").toAbsolutePath());
    }

    private static Set<String> named() throws IOException, URISyntaxException {
        Path classes =
                Path.of(Rule.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> classes.relativize(file).toString())
                    .map(file -> file.substring(0, file.length() - 6).replace('/', '.'))
                    .flatMap(RuleCoverageTest::methods)
                    .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class))
                    .filter(method -> method.isAnnotationPresent(Rule.class))
                    .flatMap(method -> Arrays.stream(method.getAnnotation(Rule.class).value()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<Method> methods(String className) {
        try {
            return Arrays.stream(
                    Class.forName(className, false, Rule.class.getClassLoader())
                            .getDeclaredMethods());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}

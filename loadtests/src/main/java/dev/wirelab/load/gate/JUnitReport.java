package dev.wirelab.load.gate;

import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A result as JUnit XML, which build servers show: a test per row, that every message arrived once
/// and in order, and a test per assertion.
public final class JUnitReport {
    private record Case(String suite, String name, double seconds, @Nullable String failure) {}

    private JUnitReport() {}

    /// The file's text.
    public static String of(ComparisonResult result, List<Assertion.Outcome> outcomes) {
        List<Case> cases = new ArrayList<>();
        for (Row row : result.rows()) {
            double seconds = row.runs().stream().mapToDouble(run -> run.seconds()).sum();
            Optional<String> flaw = row.flaw();
            cases.add(
                    new Case(
                            "delivery",
                            row.folder() + ": every message once and in order",
                            seconds,
                            flaw.orElse(null)));
        }
        for (Assertion.Outcome outcome : outcomes) {
            String name = outcome.assertion().text();
            cases.add(new Case("assert", name, 0, outcome.holds() ? null : outcome.words()));
        }
        long failures = cases.stream().filter(each -> each.failure != null).count();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append(
                "<testsuite name=\"wirelab\" tests=\"%d\" failures=\"%d\" errors=\"0\" timestamp=\"%s\">\n"
                        .formatted(
                                cases.size(),
                                failures,
                                escape(result.started().replaceFirst("(\\.\\d+)?Z$", ""))));
        cases.forEach(each -> xml.append(element(each)));
        return xml.append("</testsuite>\n").toString();
    }

    private static String element(Case test) {
        String start =
                "  <testcase classname=\"wirelab.%s\" name=\"%s\" time=\"%s\""
                        .formatted(test.suite, escape(test.name), test.seconds);
        return test.failure == null
                ? start + "/>\n"
                : start
                        + ">\n    <failure message=\"%s\"/>\n  </testcase>\n"
                                .formatted(escape(test.failure));
    }

    /// A text in an attribute, without the control characters that XML does not allow.
    private static String escape(String text) {
        return text.replaceAll("[\\x00-\\x1f]", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

package dev.wirelab.load.server;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A text with variables, such as `{"room":"{group}"}`. A variable is a name of lower-case letters,
/// digits and hyphens in braces; other braces stand for themselves.
public final class Template {
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z][a-z0-9-]*)}");

    private final List<Part> parts;

    /// A literal text, or the name of a variable.
    record Part(String text, boolean isVariable) {}

    private Template(List<Part> parts) {
        this.parts = parts;
    }

    /// Parses a template; every text is one.
    public static Template of(String text) {
        return new Template(parts(text));
    }

    static List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher variables = VARIABLE.matcher(text);
        int end = 0;
        while (variables.find()) {
            if (variables.start() > end) {
                parts.add(new Part(text.substring(end, variables.start()), false));
            }
            parts.add(new Part(variables.group(1), true));
            end = variables.end();
        }
        if (end < text.length()) {
            parts.add(new Part(text.substring(end), false));
        }
        return List.copyOf(parts);
    }

    /// The names of its variables.
    public Set<String> variables() {
        Set<String> names = new LinkedHashSet<>();
        parts.stream().filter(Part::isVariable).forEach(part -> names.add(part.text()));
        return names;
    }

    /// The text with the values of its variables; empty if one of them has none.
    public Optional<String> fill(Map<String, String> values) {
        StringBuilder text = new StringBuilder(128);
        for (Part part : parts) {
            String piece = part.isVariable() ? values.get(part.text()) : part.text();
            if (piece == null) {
                return Optional.empty();
            }
            text.append(piece);
        }
        return Optional.of(text.toString());
    }

    /// The template as it is written.
    @Override
    public String toString() {
        return parts.stream()
                .map(part -> part.isVariable() ? "{" + part.text() + "}" : part.text())
                .collect(Collectors.joining());
    }
}

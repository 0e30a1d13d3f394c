package dev.wirelab.load.server;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A text with captures, such as `"sid":"{sid}"`, that is looked for in messages. A capture extends
/// to the next occurrence of the text after it, or to the end. `^` at the beginning of the pattern
/// and `$` at its end stand for the beginning and the end of the message; other characters stand
/// for themselves.
public final class MessagePattern {
    private final List<Template.Part> parts;
    private final boolean fromStart;
    private final boolean toEnd;

    private MessagePattern(List<Template.Part> parts, boolean fromStart, boolean toEnd) {
        this.parts = parts;
        this.fromStart = fromStart;
        this.toEnd = toEnd;
    }

    /// Parses a pattern.
    ///
    /// @throws IllegalArgumentException if it is empty, or two captures have no text between them
    public static MessagePattern of(String text) {
        boolean fromStart = text.startsWith("^");
        boolean toEnd = text.endsWith("$") && text.length() > 1;
        int begin = fromStart ? 1 : 0;
        List<Template.Part> parts =
                Template.parts(text.substring(begin, text.length() - (toEnd ? 1 : 0)));
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("an empty pattern matches everything");
        }
        for (int i = 1; i < parts.size(); i++) {
            if (parts.get(i).isVariable() && parts.get(i - 1).isVariable()) {
                throw new IllegalArgumentException(
                        "no text between {%s} and {%s} says where the first ends"
                                .formatted(parts.get(i - 1).text(), parts.get(i).text()));
            }
        }
        return new MessagePattern(parts, fromStart, toEnd);
    }

    /// The names of its captures.
    public Set<String> captures() {
        Set<String> names = new LinkedHashSet<>();
        parts.stream().filter(Template.Part::isVariable).forEach(part -> names.add(part.text()));
        return names;
    }

    /// Looks for the next match.
    ///
    /// @param from where to begin
    /// @param captured receives the captures of a match
    /// @return the end of the match, or -1 if there is none
    public int find(String message, int from, Map<String, String> captured) {
        if (fromStart) {
            return from == 0 ? match(message, 0, captured) : -1;
        }
        Template.Part first = parts.getFirst();
        int start = from;
        while (start <= message.length()) {
            int begin = first.isVariable() ? start : message.indexOf(first.text(), start);
            int end = begin < 0 ? -1 : match(message, begin, captured);
            // Without an end to fit, a text that is missing after one beginning is missing after
            // every later one.
            if (end >= 0 || begin < 0 || !toEnd || first.isVariable()) {
                return end;
            }
            start = begin + 1;
        }
        return -1;
    }

    private int match(String message, int begin, Map<String, String> captured) {
        int at = begin;
        for (int i = 0; i < parts.size(); i++) {
            Template.Part part = parts.get(i);
            boolean last = i == parts.size() - 1;
            if (!part.isVariable()) {
                if (!message.startsWith(part.text(), at)) {
                    return -1;
                }
                at += part.text().length();
                continue;
            }
            int end = last ? message.length() : end(message, at, i + 1);
            if (end < at) {
                return -1;
            }
            captured.put(part.text(), message.substring(at, end));
            at = end;
        }
        return toEnd && at != message.length() ? -1 : at;
    }

    /// Where the text with this index begins, of which the last must be at the end with `$`.
    private int end(String message, int from, int index) {
        String text = parts.get(index).text();
        if (toEnd && index == parts.size() - 1) {
            return message.endsWith(text) ? message.length() - text.length() : -1;
        }
        return message.indexOf(text, from);
    }
}

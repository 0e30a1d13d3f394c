package dev.wirelab.transports.tcp;

/// Makes any text fit on one line, reversibly: LF, CR, tab and `\` become `\n`, `\r`, `\t`, `\\`;
/// every other control or line-breaking character becomes `u{hex}` after a backslash.
final class LineEscapes {
    private LineEscapes() {}

    /// The text with its control characters escaped.
    static String escape(String text) {
        int first = 0;
        while (first < text.length() && !needsEscape(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!needsEscape(c)) {
                out.append(c);
                continue;
            }
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> out.append("\\").append("u{").append(Integer.toHexString(c)).append('}');
            }
        }
        return out.toString();
    }

    /// C0, DEL, C1, the two Unicode line separators, and the direction marks that could reorder a
    /// terminal's line.
    private static boolean needsEscape(char c) {
        return c == '\\'
                || Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}

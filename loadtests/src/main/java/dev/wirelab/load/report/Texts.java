package dev.wirelab.load.report;

import dev.wirelab.load.page.Block;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/// The texts of a report in one language, from `texts.properties`; in Chinese those of the first
/// screen, from `texts_zh.properties`. In a text with values, these replace `%s` in their order,
/// and `%%` is a percent sign.
final class Texts {
    static final Texts ENGLISH = new Texts(Locale.ROOT);
    static final Texts CHINESE = new Texts(Locale.CHINESE);

    private final ResourceBundle all;

    private Texts(Locale language) {
        all = ResourceBundle.getBundle(Texts.class.getPackageName() + ".texts", language);
    }

    /// An English text by its name.
    static String of(String name, Object... values) {
        return ENGLISH.text(name, values);
    }

    /// An English paragraph.
    static Block paragraph(String name, Object... values) {
        return new Block.Text(of(name, values));
    }

    /// A text by its name.
    @SuppressWarnings("AnnotateFormatMethod") // The formats are those of the file.
    String text(String name, Object... values) {
        String text = all.getString(name);
        return values.length == 0 ? text : text.formatted(values);
    }

    /// `a`, `a or b`, `a, b or c`.
    String or(List<String> words) {
        return list(words, text("list.or"));
    }

    /// `a`, `a and b`, `a, b and c`.
    String and(List<String> words) {
        return list(words, text("list.and"));
    }

    private String list(List<String> words, String last) {
        int end = words.size() - 1;
        return end < 1
                ? String.join("", words)
                : String.join(text("list.comma"), words.subList(0, end)) + last + words.get(end);
    }
}

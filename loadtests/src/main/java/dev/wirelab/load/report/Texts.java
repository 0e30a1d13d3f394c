package dev.wirelab.load.report;

import dev.wirelab.load.page.Block;
import java.util.ResourceBundle;

/// The texts of a report, from `texts.properties`. In a text with values, these replace `%s` in
/// their order, and `%%` is a percent sign.
final class Texts {
    private static final ResourceBundle ALL =
            ResourceBundle.getBundle(Texts.class.getPackageName() + ".texts");

    private Texts() {}

    /// A text by its name.
    @SuppressWarnings("AnnotateFormatMethod") // The formats are those of the file.
    static String of(String name, Object... values) {
        String text = ALL.getString(name);
        return values.length == 0 ? text : text.formatted(values);
    }

    /// A paragraph.
    static Block paragraph(String name, Object... values) {
        return new Block.Text(of(name, values));
    }
}

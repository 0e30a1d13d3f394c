package dev.wirelab.load.survive;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/// The texts of the first screen in one language, from `texts.properties` and
/// `texts_zh.properties`.
final class SurvivalTexts {
    static final SurvivalTexts ENGLISH = new SurvivalTexts(Locale.ROOT);
    static final SurvivalTexts CHINESE = new SurvivalTexts(Locale.CHINESE);

    private static final List<String> LEGEND =
            List.of("ok", "seconds", "changed", "imperfect", "none", "bypass");

    private final ResourceBundle all;

    private SurvivalTexts(Locale language) {
        all = ResourceBundle.getBundle(SurvivalTexts.class.getPackageName() + ".texts", language);
    }

    String text(String name) {
        return all.getString(name);
    }

    /// The description of a fault.
    String fault(String id) {
        return text("fault." + id);
    }

    /// The legend of the matrix.
    String legend() {
        return String.join(" ", LEGEND.stream().map(name -> text("legend." + name)).toList());
    }
}

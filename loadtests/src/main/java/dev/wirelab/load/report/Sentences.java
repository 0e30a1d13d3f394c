package dev.wirelab.load.report;

/// Small things about sentences.
final class Sentences {
    private Sentences() {}

    /// With a capital at its beginning.
    static String capital(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}

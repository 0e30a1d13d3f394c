package dev.wirelab.load.claims;

/// What an experiment says of a claim.
public enum Verdict {
    /// As it was said.
    HOLDS("holds"),

    /// Under a condition that it does not name; the finding does.
    HOLDS_ONLY_WHEN("holds only when"),

    /// Not so.
    DOES_NOT_HOLD("does not hold"),

    /// What was measured is not above the noise, or cannot be measured on this machine.
    CANNOT_BE_TOLD("cannot be told here");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /// As people read it.
    public String words() {
        return words;
    }
}

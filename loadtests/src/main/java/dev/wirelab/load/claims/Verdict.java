package dev.wirelab.load.claims;

import java.util.List;

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

    /// Of a claim that was tried in several cases: it holds or does not if all of them say so, and
    /// only in some if one says this and one that, whatever may be open besides.
    static Verdict of(List<Answer> cases) {
        boolean yes = cases.contains(Answer.YES);
        boolean no = cases.contains(Answer.NO);
        if (yes && no) {
            return HOLDS_ONLY_WHEN;
        }
        if (cases.contains(Answer.OPEN) || cases.isEmpty()) {
            return CANNOT_BE_TOLD;
        }
        return yes ? HOLDS : DOES_NOT_HOLD;
    }

    /// As people read it.
    public String words() {
        return words;
    }
}

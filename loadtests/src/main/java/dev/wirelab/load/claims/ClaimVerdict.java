package dev.wirelab.load.claims;

import dev.wirelab.load.interleaved.TestOutcome;
import java.util.List;

/// The result of testing a claim.
public enum ClaimVerdict {
    /// As stated.
    HOLDS("holds"),
    /// Only under a condition that the statement does not mention; the finding names it.
    HOLDS_ONLY_WHEN("holds only when"),
    /// Refuted.
    DOES_NOT_HOLD("does not hold"),
    /// Within the noise, or not measurable on this machine.
    INCONCLUSIVE("inconclusive");

    private final String description;

    ClaimVerdict(String description) {
        this.description = description;
    }

    /// The verdict of a claim that was tested in several cases. A YES and a NO make it conditional
    /// whatever the other cases are; without both, one inconclusive case makes it inconclusive.
    static ClaimVerdict of(List<TestOutcome> cases) {
        boolean yes = cases.contains(TestOutcome.YES);
        boolean no = cases.contains(TestOutcome.NO);
        if (yes && no) {
            return HOLDS_ONLY_WHEN;
        }
        if (cases.contains(TestOutcome.INCONCLUSIVE) || cases.isEmpty()) {
            return INCONCLUSIVE;
        }
        return yes ? HOLDS : DOES_NOT_HOLD;
    }

    /// For people.
    public String description() {
        return description;
    }
}

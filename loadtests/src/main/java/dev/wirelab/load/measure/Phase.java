package dev.wirelab.load.measure;

import java.util.Optional;

/// What a message of a run is for.
public enum Phase {
    /// Warms both programs up; counted as arrived, never measured.
    WARM_UP('w'),
    /// Measured.
    MEASURED('m'),
    /// Tells the readers that there is nothing more to come.
    END('e');

    private final char letter;

    Phase(char letter) {
        this.letter = letter;
    }

    /// The letter that stands for it in a text or a command's id.
    public char letter() {
        return letter;
    }

    static Optional<Phase> of(char letter) {
        for (Phase phase : values()) {
            if (phase.letter == letter) {
                return Optional.of(phase);
            }
        }
        return Optional.empty();
    }
}

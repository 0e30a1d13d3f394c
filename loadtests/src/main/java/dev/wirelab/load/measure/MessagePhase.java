package dev.wirelab.load.measure;

import java.util.Optional;

/// The purpose of a message of a run.
public enum MessagePhase {
    /// Warms up both programs; counted, never measured.
    WARM_UP('w'),
    /// Measured.
    MEASURED('m'),
    /// Marks the end for the readers.
    END('e');

    private final char letter;

    MessagePhase(char letter) {
        this.letter = letter;
    }

    /// Its letter in a text or a command's id.
    public char letter() {
        return letter;
    }

    static Optional<MessagePhase> of(char letter) {
        for (MessagePhase phase : values()) {
            if (phase.letter == letter) {
                return Optional.of(phase);
            }
        }
        return Optional.empty();
    }
}

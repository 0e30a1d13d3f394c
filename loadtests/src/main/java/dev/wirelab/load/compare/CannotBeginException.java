package dev.wirelab.load.compare;

/// Nothing was begun, because what was asked cannot be done here; the message says it in one line.
public final class CannotBeginException extends Exception {
    private static final long serialVersionUID = 1;

    /// @param message one line for the person who asked
    public CannotBeginException(String message) {
        super(message);
    }
}

package dev.wirelab.load.lab;

/// Nothing was measured because an option, the lab or the result folder is unusable. The message is
/// one line for the user.
public final class CannotStartException extends Exception {
    private static final long serialVersionUID = 1;

    /// @param message one line for the user
    public CannotStartException(String message) {
        super(message);
    }
}

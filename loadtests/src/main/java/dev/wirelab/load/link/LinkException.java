package dev.wirelab.load.link;

/// A link cannot be emulated as asked. The message is one line for the user.
public final class LinkException extends Exception {
    private static final long serialVersionUID = 1;

    /// @param message one line for the user
    public LinkException(String message) {
        super(message);
    }
}

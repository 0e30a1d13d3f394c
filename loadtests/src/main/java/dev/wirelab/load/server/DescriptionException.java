package dev.wirelab.load.server;

/// A description that cannot be used. The message is one line for the user, with file, line and
/// column.
public final class DescriptionException extends Exception {
    private static final long serialVersionUID = 1;

    DescriptionException(String message) {
        super(message);
    }

    /// @param file the file's name
    DescriptionException(String file, Node at, String problem) {
        super("%s:%d:%d: %s".formatted(file, at.line(), at.column(), problem));
    }
}

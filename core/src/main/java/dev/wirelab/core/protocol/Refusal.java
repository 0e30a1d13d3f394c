package dev.wirelab.core.protocol;

import org.jspecify.annotations.Nullable;

/// The refusal of a command, request or connection, with a code and a sentence for its sender.
///
/// It is an expected outcome and no defect: it has no stack trace and is never logged above DEBUG.
/// The message is sent to the peer, so it contains only what the peer has sent itself or may know.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable String commandId;

    /// @param code what kind of refusal
    /// @param message one sentence for the peer
    public Refusal(ErrorCode code, String message) {
        this(code, message, null);
    }

    private Refusal(ErrorCode code, String message, @Nullable String commandId) {
        super(message, null, false, false);
        this.code = code;
        this.commandId = commandId;
    }

    /// A [ErrorCode#BAD_REQUEST].
    public static Refusal badRequest(String message) {
        return new Refusal(ErrorCode.BAD_REQUEST, message);
    }

    /// The same refusal for the command with this id.
    public Refusal of(@Nullable String id) {
        return new Refusal(code, reason(), id);
    }

    /// The id of the refused command, or null if it is not known.
    public @Nullable String commandId() {
        return commandId;
    }

    /// What kind of refusal this is.
    public ErrorCode code() {
        return code;
    }

    /// The sentence for the peer.
    public String reason() {
        String message = getMessage();
        return message == null ? code.code() : message;
    }
}

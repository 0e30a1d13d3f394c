package dev.wirelab.transports.kit;

/// The lab would not let a client in, or ended it, and said why.
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /// @param error what was sent over a line or frame
    RefusedException(Json error) {
        super(error.toString());
        this.code = Refusals.check(error);
    }

    /// @param answer what was sent over HTTP
    RefusedException(HttpAnswer answer) {
        super(answer.toString());
        this.code = Refusals.check(answer);
    }

    String code() {
        return code;
    }
}

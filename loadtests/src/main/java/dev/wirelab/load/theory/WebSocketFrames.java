package dev.wirelab.load.theory;

/// Sizes of WebSocket frames in bytes (RFC 6455 §5.2).
final class WebSocketFrames {
    /// A ping without a payload.
    static final int PING = 2;

    /// The masked pong that answers it.
    static final int PONG = 6;

    private static final int SMALL = 125;
    private static final int MEDIUM = 0xffff;
    private static final int MASK = 4;

    private WebSocketFrames() {}

    /// A frame from a server: a header of 2, 4 or 10 bytes, and the payload.
    static double fromServer(double payload) {
        return payload + (payload <= SMALL ? 2 : payload <= MEDIUM ? 4 : 10);
    }

    /// A frame from a client: the same and its mask.
    static double fromClient(double payload) {
        return fromServer(payload) + MASK;
    }
}

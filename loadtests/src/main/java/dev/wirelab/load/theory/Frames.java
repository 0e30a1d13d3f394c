package dev.wirelab.load.theory;

/// Sizes of WebSocket frames (RFC 6455 §5.2).
final class Frames {
    /// A ping without payload.
    static final int PING = 2;

    /// The pong to it, masked.
    static final int PONG = 6;

    private static final int SMALL = 125;
    private static final int MEDIUM = 0xffff;
    private static final int MASK = 4;

    private Frames() {}

    /// A frame from a server: 2, 4 or 10 bytes of header, and the payload.
    static double fromServer(double payload) {
        return payload + (payload <= SMALL ? 2 : payload <= MEDIUM ? 4 : 10);
    }

    /// A frame from a client: the same with its mask.
    static double fromClient(double payload) {
        return fromServer(payload) + MASK;
    }
}

package dev.wirelab.load.theory;

/// Sizes of WebSocket frames (RFC 6455 §5.2).
final class Frames {
    private static final int SMALL = 125;
    private static final int MEDIUM = 0xffff;
    private static final int MASK = 4;

    private Frames() {}

    /// A frame from a server: 2, 4 or 10 bytes of header, and the payload.
    static int fromServer(int payload) {
        return payload + (payload <= SMALL ? 2 : payload <= MEDIUM ? 4 : 10);
    }

    /// A frame from a client: the same with its mask.
    static int fromClient(int payload) {
        return fromServer(payload) + MASK;
    }
}

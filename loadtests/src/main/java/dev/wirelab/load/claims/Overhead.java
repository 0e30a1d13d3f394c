package dev.wirelab.load.claims;

/// What stands around a text, in bytes: on each wire its own framing, and an estimate of the
/// headers of TCP and IP.
///
/// @param json of the event, the same on each
record Overhead(
        int text,
        int json,
        int line,
        int frame,
        int poll,
        int lineSegments,
        int frameSegments,
        int pollSegments) {
    double tcp() {
        return line + lineSegments;
    }

    double webSocketRatio() {
        return (frame + frameSegments) / tcp();
    }

    double pollRatio() {
        return (poll + pollSegments) / tcp();
    }
}

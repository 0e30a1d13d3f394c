package dev.wirelab.load.claims;

import dev.wirelab.load.measure.TcpSegments;

/// What TCP and IP add to what is counted here: an estimate, since segments are the kernel's
/// affair.
final class Segments {
    static final int HEADERS = TcpSegments.HEADER_BYTES;

    /// What fits into a segment on an Ethernet.
    private static final int PAYLOAD = 1448;

    private Segments() {}

    /// Bytes of headers around one write of so many bytes, acknowledgements left out.
    static int headers(int bytes) {
        return HEADERS * Math.ceilDiv(bytes, PAYLOAD);
    }
}

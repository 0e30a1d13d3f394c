package dev.wirelab.load.claims;

/// What TCP and IP add to what is counted here: an estimate, since segments are the kernel's
/// affair.
final class Segments {
    /// Headers of IPv4 (20) and TCP (20) with time stamps (12), the default of Linux.
    static final int HEADERS = 52;

    /// What fits into a segment on an Ethernet.
    private static final int PAYLOAD = 1448;

    private Segments() {}

    /// Bytes of headers around one write of so many bytes, acknowledgements left out.
    static int headers(int bytes) {
        return HEADERS * Math.ceilDiv(bytes, PAYLOAD);
    }
}

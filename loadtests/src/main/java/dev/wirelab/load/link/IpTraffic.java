package dev.wirelab.load.link;

/// IP packets that entered a link, as its engine counted them, whether they arrived or not.
///
/// @param packetsUp from the clients to the lab
/// @param bytesUp of them, IP headers included
/// @param packetsDown from the lab to the clients
/// @param bytesDown of them, IP headers included
/// @param lost packets that were lost on the way, in both directions
/// @param overflowed packets that were lost since the queue was full, in both directions
public record IpTraffic(
        long packetsUp,
        long bytesUp,
        long packetsDown,
        long bytesDown,
        long lost,
        long overflowed) {
    /// Packets in both directions.
    public long packets() {
        return packetsUp + packetsDown;
    }

    /// Bytes in both directions.
    public long bytes() {
        return bytesUp + bytesDown;
    }

    /// What has been added since an earlier reading.
    public IpTraffic since(IpTraffic before) {
        return new IpTraffic(
                packetsUp - before.packetsUp,
                bytesUp - before.bytesUp,
                packetsDown - before.packetsDown,
                bytesDown - before.bytesDown,
                lost - before.lost,
                overflowed - before.overflowed);
    }
}

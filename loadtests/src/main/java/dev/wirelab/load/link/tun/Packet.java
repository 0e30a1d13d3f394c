package dev.wirelab.load.link.tun;

/// An IP packet on its way.
///
/// @param due when it leaves the link, by [System#nanoTime]
/// @param number orders packets that are due at the same time
/// @param bytes the packet
@SuppressWarnings("ArrayRecordComponent") // It is never compared by its bytes.
record Packet(long due, long number, byte[] bytes) implements Comparable<Packet> {
    @Override
    public int compareTo(Packet other) {
        int byTime = Long.signum(due - other.due);
        return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
}

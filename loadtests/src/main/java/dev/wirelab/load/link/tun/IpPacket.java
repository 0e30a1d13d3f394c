package dev.wirelab.load.link.tun;

import java.nio.ByteBuffer;

/// Reads and writes packets of IPv4 and TCP (RFC 791, RFC 9293 §3.1).
final class IpPacket {
    /// The addresses of the link: the lab's and the clients' end.
    static final byte[] NEAR = {10, 77, 0, 1};

    static final byte[] FAR = {10, 77, 0, 2};

    private static final int HEADER = 20;
    private static final int SOURCE = 12;
    private static final int DESTINATION = 16;
    private static final int PROTOCOL = 9;
    private static final int TCP = 6;
    private static final int FLAGS = 13;
    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int ACK = 16;
    private static final int HOP_LIMIT = 64;

    private IpPacket() {}

    static boolean isVersion4(byte[] bytes) {
        return bytes.length >= HEADER && (bytes[0] & 0xf0) == 0x40;
    }

    private static int tcp(byte[] bytes) {
        return (bytes[0] & 0xf) * 4;
    }

    static boolean isTcp(byte[] bytes) {
        return bytes[PROTOCOL] == TCP && bytes.length >= tcp(bytes) + HEADER;
    }

    /// Source and destination port of TCP.
    static int sourcePort(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getShort(tcp(bytes)) & 0xffff;
    }

    static int destinationPort(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getShort(tcp(bytes) + 2) & 0xffff;
    }

    /// Whether it opens a connection.
    static boolean isFirst(byte[] bytes) {
        int flags = bytes[tcp(bytes) + FLAGS];
        return (flags & SYN) != 0 && (flags & ACK) == 0;
    }

    static boolean isReset(byte[] bytes) {
        return (bytes[tcp(bytes) + FLAGS] & RST) != 0;
    }

    /// A reset that its sender believes: its sequence number is the one that the sender expects
    /// (RFC 5961 §3.2).
    static byte[] resetFor(byte[] bytes) {
        ByteBuffer packet = ByteBuffer.allocate(2 * HEADER);
        packet.put(0, (byte) 0x45).putShort(2, (short) (2 * HEADER));
        packet.put(8, (byte) HOP_LIMIT).put(PROTOCOL, (byte) TCP);
        packet.put(SOURCE, bytes, DESTINATION, 4).put(DESTINATION, bytes, SOURCE, 4);
        packet.putShort(10, checksum(packet, 0, HEADER, 0));
        int other = tcp(bytes);
        ByteBuffer received = ByteBuffer.wrap(bytes);
        packet.putShort(HEADER, received.getShort(other + 2));
        packet.putShort(HEADER + 2, received.getShort(other));
        packet.putInt(HEADER + 4, received.getInt(other + 8));
        packet.put(HEADER + 12, (byte) 0x50).put(HEADER + FLAGS, (byte) RST);
        int pseudo = TCP + HEADER;
        for (int i = SOURCE; i < HEADER; i += 2) {
            pseudo += packet.getShort(i) & 0xffff;
        }
        packet.putShort(HEADER + 16, checksum(packet, HEADER, HEADER, pseudo));
        return packet.array();
    }

    /// The Internet checksum (RFC 1071).
    private static short checksum(ByteBuffer bytes, int from, int length, int start) {
        int sum = start;
        for (int i = from; i < from + length; i += 2) {
            sum += bytes.getShort(i) & 0xffff;
        }
        while (sum >> 16 != 0) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (short) ~sum;
    }
}

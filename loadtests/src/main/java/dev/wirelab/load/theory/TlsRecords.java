package dev.wirelab.load.theory;

import dev.wirelab.load.stats.Interval;

/// What TLS adds to the bytes of an established connection: each write is a record, with its
/// header, its type and its tag. Handshakes are over before the window begins, except with a new
/// connection per request, for which there is no prediction: their size is that of the certificate.
public final class TlsRecords {
    /// A header of 5 bytes, a type of 1 and a tag of 16 (RFC 8446 §5.2).
    static final int FROM_CLIENT = 22;

    /// The lab's TLS, that of the JDK, pads each record by 16 zeros besides (RFC 8446 §5.4).
    static final int FROM_SERVER = FROM_CLIENT + 16;

    private static final int PLAINTEXT = 16 * 1_024;

    /// The bytes that may precede and follow the JSON, such as the head of a request.
    private static final int FRAMING = 1_024;

    private TlsRecords() {}

    /// Whether a message fits into one record, which has up to 16 KiB (RFC 8446 §5.1).
    public static boolean areOnePerMessage(MessageSizes sizes) {
        return Math.max(sizes.event(), sizes.command()) + FRAMING <= PLAINTEXT;
    }

    /// The traffic per delivered message.
    ///
    /// @param plain the same in plaintext
    public static Prediction.Traffic perDelivery(Prediction.Traffic plain, MessageModel model) {
        HttpHeadSizes heads = model.heads();
        double commands = model.perDelivery(1);
        if (heads.pollRequest() > 0) {
            return plain.inRecords(plain.requests(), plain.requests());
        }
        // Events of a stream may share a write, and so may commands.
        double events = 1.0 / model.load().burstSize();
        return plain.inRecords(
                new Interval(commands, 0, commands),
                new Interval(events + commands, 0, 1 + commands));
    }
}

package dev.wirelab.load.claims;

import dev.wirelab.load.measure.Meters;
import dev.wirelab.load.report.Numbers;
import java.util.List;

/// What the claim about headers comes to: the verdict and the words that go with the numbers.
record KaazingBytesFinding(Single single, Rate small, Rate large) {
    private static final int CLAIMED_POLL = 871;
    private static final int CLAIMED_FRAME = 2;
    private static final double CLAIMED_POLL_MBPS = 665;
    private static final int CLAIMED_CLIENTS = 100_000;

    /// The article's "Mbps" are of 2^20 bits: 871 × 100,000 × 8 / 2^20 = 664.5.
    private static final double MEBIBIT = 1 << 20;

    /// What two numbers may be apart, as a share, to be called the same.
    private static final double NEAR = 0.1;

    Finding finding() {
        Verdict verdict =
                verdict(
                        single.poll,
                        single.browserPoll,
                        single.frame,
                        isInProportion(small) && isInProportion(large));
        return new Finding(
                verdict,
                verdict == Verdict.HOLDS_ONLY_WHEN ? condition() : "",
                measured(),
                scaling(),
                why(),
                figures());
    }

    private String condition() {
        return ("polls carry %s headers, every poll brings one message, and neither payload nor TCP's"
                        + " and IP's headers are counted")
                .formatted(
                        isNear(single.poll, CLAIMED_POLL) ? "only the necessary" : "a browser's");
    }

    /// Whether a client of a crowd cost in a second what one poll and one frame do: where the
    /// machine was late it asked less often.
    private boolean isInProportion(Rate rate) {
        return isNear(rate.headers, single.browserPoll) && isNear(rate.framing, single.frame);
    }

    /// @param poll headers of a poll with as few of them as can be, in bytes
    /// @param browserPoll headers of one as a browser sends it, in bytes
    /// @param frame header of a WebSocket frame, in bytes
    /// @param inProportion whether the crowds cost in proportion, so that they may be scaled
    static Verdict verdict(int poll, int browserPoll, int frame, boolean inProportion) {
        boolean between =
                poll <= CLAIMED_POLL * (1 + NEAR) && browserPoll >= CLAIMED_POLL * (1 - NEAR);
        if (frame != CLAIMED_FRAME || !between) {
            return Verdict.DOES_NOT_HOLD;
        }
        if (!inProportion) {
            return Verdict.CANNOT_BE_TOLD;
        }
        return isNear(poll, CLAIMED_POLL) && isNear(browserPoll, CLAIMED_POLL)
                ? Verdict.HOLDS
                : Verdict.HOLDS_ONLY_WHEN;
    }

    private static boolean isNear(double value, double expected) {
        return Math.abs(value - expected) <= NEAR * expected;
    }

    private String measured() {
        return ("A poll that brings one message has %d bytes of headers with what it needs (%d of them"
                        + " the token) and %d as a browser sends it; a WebSocket frame has %d around a"
                        + " text of %d bytes and %d around one of %d. With %d clients and a message a"
                        + " second: %s Mbps of headers against %s of framing, and with all that goes"
                        + " over the sockets %s against %s, for 100,000 clients.")
                .formatted(
                        single.poll,
                        single.token,
                        single.browserPoll,
                        single.frame,
                        KaazingBytes.TEXT,
                        single.longFrame,
                        KaazingBytes.LONG_TEXT,
                        large.clients,
                        Numbers.plain(mbps(large.headers)),
                        Numbers.plain(mbps(large.framing)),
                        Numbers.plain(mbps(large.all(large.polls))),
                        Numbers.plain(mbps(large.all(large.sockets))));
    }

    private String scaling() {
        return ("From %d clients to 100,000, in proportion: a client's headers in a second were %s bytes"
                        + " at %d clients and %s at %d. Mbps are of 2^20 bits, as the article's are"
                        + " (871 × 100,000 × 8 / 2^20 = 664.5).")
                .formatted(
                        large.clients,
                        Numbers.plain(small.headers),
                        small.clients,
                        Numbers.plain(large.headers),
                        large.clients);
    }

    private String why() {
        int poll = single.browserPoll + 2 * Segments.HEADERS;
        int frame = single.frame + Segments.HEADERS;
        return ("The 871 bytes are the headers of one Firefox of 2009 with nine cookies; the 2 hold up to"
                        + " a payload of 125 bytes, then 4, from 64 KiB on 10 (RFC 6455 §5.2). A message"
                        + " itself costs the same on both: with it the ratio falls from %s to %s. With the"
                        + " headers of TCP and IP (%d bytes a segment, estimated) it is %d bytes against"
                        + " %d. Messages that come together share a poll, and a poll that brings none"
                        + " costs as much.")
                .formatted(
                        Numbers.plain(large.headers / large.framing),
                        Numbers.plain(large.all(large.polls) / large.all(large.sockets)),
                        Segments.HEADERS,
                        poll,
                        frame);
    }

    private List<Figure> figures() {
        return List.of(
                new Figure("claimed headers of a poll", CLAIMED_POLL, "bytes"),
                new Figure("headers of a poll, as few as can be", single.poll, "bytes"),
                new Figure("headers of a poll, as a browser sends it", single.browserPoll, "bytes"),
                new Figure("token header in both", single.token, "bytes"),
                new Figure("claimed frame header", CLAIMED_FRAME, "bytes"),
                new Figure("frame header, short text", single.frame, "bytes"),
                new Figure("frame, short text", single.frameBytes, "bytes"),
                new Figure("frame header, longer text", single.longFrame, "bytes"),
                new Figure("headers, small crowd", small.headers, "bytes/s a client"),
                new Figure("headers, large crowd", large.headers, "bytes/s a client"),
                new Figure("framing, small crowd", small.framing, "bytes/s a client"),
                new Figure("framing, large crowd", large.framing, "bytes/s a client"),
                new Figure("all bytes of polls", large.all(large.polls), "bytes/s a client"),
                new Figure("all bytes of WebSockets", large.all(large.sockets), "bytes/s a client"),
                new Figure("claimed for polls of 100,000", CLAIMED_POLL_MBPS, "Mbps"),
                new Figure("headers of polls of 100,000", mbps(large.headers), "Mbps"),
                new Figure("framing of 100,000", mbps(large.framing), "Mbps"));
    }

    private static double mbps(double bytesPerClientSecond) {
        return bytesPerClientSecond * CLAIMED_CLIENTS * 8 / MEBIBIT;
    }

    /// @param poll headers of a poll that has no more of them than it needs
    /// @param browserPoll headers of a poll as a browser sends it
    /// @param token the part of both that shows who it is
    /// @param frame header of a WebSocket frame with a message
    /// @param frameBytes all of that frame
    /// @param longFrame header of one with a longer text
    record Single(
            int poll, int browserPoll, int token, int frame, long frameBytes, int longFrame) {}

    record Rate(int clients, double headers, double framing, Meters polls, Meters sockets) {
        double all(Meters meters) {
            return (meters.bytesIn() + meters.bytesOut())
                    / (double) clients
                    / (meters.stampNanos() / 1e9);
        }
    }
}

package dev.wirelab.load.link;

import java.time.Duration;

/// One direction of a [Link].
///
/// @param delay the propagation delay
/// @param jitter how far the delay of a packet is from that at most, evenly distributed; packets
///   keep their order
/// @param bitsPerSecond the rate; 0: not limited
/// @param queueBytes how many bytes wait for the rate at most; what arrives beyond is lost. Without
///   a rate there is no queue
/// @param loss the share of packets that are lost, 0 to below 1
/// @param burst how many packets one loss affects on average, at least 1; 1: losses are independent
/// @param reorder the share of packets that later ones overtake, 0 to 1
public record LinkDirection(
        Duration delay,
        Duration jitter,
        long bitsPerSecond,
        int queueBytes,
        double loss,
        double burst,
        double reorder) {
    /// The longest delay and jitter.
    public static final Duration MAX_DELAY = Duration.ofSeconds(10);

    /// The lowest rate: a packet of 1,500 bytes takes 1.5 s.
    public static final long MIN_RATE = 8_000;

    /// The highest rate: more is not emulated faithfully.
    public static final long MAX_RATE = 1_000_000_000;

    /// The most that is lost.
    public static final double MAX_LOSS = 0.5;

    /// The longest burst of losses.
    public static final double MAX_BURST = 100;

    private static final int PACKET = 1_500;
    private static final int MIN_QUEUE_PACKETS = 20;
    private static final Duration QUEUE_TIME = Duration.ofMillis(200);

    /// A direction without limits.
    public static final LinkDirection NONE =
            new LinkDirection(Duration.ZERO, Duration.ZERO, 0, 0, 0, 1, 0);

    /// Checks the ranges.
    ///
    /// @throws IllegalArgumentException if a value is out of its range
    public LinkDirection {
        check(!delay.isNegative() && delay.compareTo(MAX_DELAY) <= 0, "delay must be 0 to 10s");
        check(
                !jitter.isNegative() && jitter.compareTo(delay) <= 0,
                "jitter must be 0 to the delay");
        check(
                bitsPerSecond == 0 || (bitsPerSecond >= MIN_RATE && bitsPerSecond <= MAX_RATE),
                "rate must be 8kbit to 1gbit");
        check(queueBytes >= 0, "queue must be positive");
        check(
                loss >= 0 && loss <= MAX_LOSS,
                "loss must be 0 to 50%: beyond that TCP does not work");
        check(burst >= 1 && burst <= MAX_BURST, "burst must be 1 to 100 packets");
        check(reorder >= 0 && reorder <= MAX_LOSS, "reorder must be 0 to 50%");
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /// The usual queue of a rate: what it sends in 200 ms, and at least 20 packets.
    public static int usualQueue(long bitsPerSecond) {
        long bytes = bitsPerSecond / Byte.SIZE * QUEUE_TIME.toMillis() / 1_000;
        return (int) Math.max(bytes, (long) MIN_QUEUE_PACKETS * PACKET);
    }

    /// How long the link takes to send so many bytes.
    public long nanosFor(long bytes) {
        return bitsPerSecond == 0
                ? 0
                : Math.round(bytes * (double) Byte.SIZE * 1e9 / bitsPerSecond);
    }
}

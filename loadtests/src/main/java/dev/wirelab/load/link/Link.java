package dev.wirelab.load.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The network between load generator and lab, as both engines emulate it. The same seed gives the
/// same losses and jitter for the same sequence of packets.
///
/// @param name of a profile, or `custom`
/// @param up from the clients to the lab
/// @param down from the lab to the clients
/// @param stall how long nothing passes each time; what arrives meanwhile waits. Zero: never
/// @param stallEvery from the end of one stall to the start of the next; the first begins so long
///   after the link was opened
/// @param idleCut a connection that carried nothing for so long is cut. Zero: never
/// @param cutAfter a connection is cut so long after it began. Zero: never
/// @param halfOpenAfter so long after it began, a connection carries nothing any more in either
///   direction, and neither side is notified, as after a restart of a NAT. Zero: never
public record Link(
        String name,
        LinkDirection up,
        LinkDirection down,
        Duration stall,
        Duration stallEvery,
        Duration idleCut,
        Duration cutAfter,
        Duration halfOpenAfter,
        long seed) {
    /// Named so if it is no profile.
    public static final String CUSTOM = "custom";

    /// The seed unless one is given.
    public static final long SEED = 1;

    private static final Duration LONGEST_STALL = Duration.ofMinutes(1);

    /// Checks the ranges.
    ///
    /// @throws IllegalArgumentException if a value is out of its range
    public Link {
        if (stall.compareTo(LONGEST_STALL) > 0 || (!stall.isZero() && stallEvery.isZero())) {
            throw new IllegalArgumentException(
                    "stall must be at most 60s, with a time between two");
        }
        for (Duration time : List.of(stall, stallEvery, idleCut, cutAfter, halfOpenAfter)) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("a time must not be negative");
            }
        }
    }

    /// A link without faults of its connections.
    public static Link of(String name, LinkDirection up, LinkDirection down) {
        return new Link(
                name,
                up,
                down,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                SEED);
    }

    /// The same without faults of its connections.
    public Link faultless() {
        return of(name, up, down).seeded(seed);
    }

    private Link seeded(long other) {
        return new Link(name, up, down, stall, stallEvery, idleCut, cutAfter, halfOpenAfter, other);
    }

    /// The propagation delay of both directions together.
    public Duration roundTrip() {
        return up.delay().plus(down.delay());
    }

    /// Whether packets are lost or overtaken: only an engine that has packets can do that.
    public boolean needsPackets() {
        return up.loss() > 0 || down.loss() > 0 || up.reorder() > 0 || down.reorder() > 0;
    }

    /// Its properties in words: `rtt 80 ms, 2 Mbit/s, loss 1 %`.
    public String describe() {
        List<String> words = new ArrayList<>();
        words.add("rtt " + millis(roundTrip()));
        if (up.delay().compareTo(down.delay()) != 0) {
            words.add("of it up " + millis(up.delay()));
        }
        each(words, "jitter ±%s", millis(up.jitter()), millis(down.jitter()), "0 ms");
        each(words, "%s", rate(up.bitsPerSecond()), rate(down.bitsPerSecond()), "unlimited");
        each(words, "loss %s", share(up.loss()), share(down.loss()), "0 %");
        each(words, "in bursts of %s", plain(up.burst()), plain(down.burst()), "1");
        each(words, "reordered %s", share(up.reorder()), share(down.reorder()), "0 %");
        add(words, "stalls for %s every " + millis(stallEvery), stall);
        add(words, "idle connections cut after %s", idleCut);
        add(words, "connections cut after %s", cutAfter);
        add(words, "half-open after %s", halfOpenAfter);
        return String.join(", ", words);
    }

    private static void add(List<String> words, String form, Duration time) {
        if (!time.isZero()) {
            words.add(form.formatted(millis(time)));
        }
    }

    private static void each(
            List<String> words, String form, String up, String down, String nothing) {
        if (!up.equals(nothing) || !down.equals(nothing)) {
            words.add(form.formatted(up.equals(down) ? up : "%s up / %s down".formatted(up, down)));
        }
    }

    private static String millis(Duration time) {
        return time.toMillis() >= 10_000 && time.toMillis() % 1_000 == 0
                ? time.toSeconds() + " s"
                : plain(time.toNanos() / 1e6) + " ms";
    }

    private static String rate(long bits) {
        return bits == 0
                ? "unlimited"
                : bits >= 1_000_000 ? plain(bits / 1e6) + " Mbit/s" : plain(bits / 1e3) + " kbit/s";
    }

    private static String share(double share) {
        return plain(share * 100) + " %";
    }

    private static String plain(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.replaceFirst("\\.?0+$", "");
    }
}

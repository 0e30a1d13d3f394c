package dev.wirelab.load.link;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Tests a link before it is used: delivered delays, rate and loss against those asked for.
public final class SelfTest {
    private static final int DELAYS = 100;
    private static final long DELAY_SPACING = 6_000_000;

    /// Sent before anything is measured: the engine's code is compiled.
    private static final int WARM_UP = 300;

    private static final long WARM_UP_NANOS = 300_000_000;
    private static final int SMALL = 64;
    private static final int LARGE = 1_400;

    /// Slower directions are not tested for longer.
    private static final double RATE_SECONDS = 0.5;

    private static final int MIN_RATE_PACKETS = 10;
    private static final int MAX_RATE_PACKETS = 4_000;
    private static final double FASTER = 1.1;
    private static final double EXPECTED_LOSSES = 30;
    private static final int MIN_LOSS_PACKETS = 500;
    private static final int MAX_LOSS_PACKETS = 3_000;
    private static final long LOSS_SPACING = 400_000;

    /// The scheduling of two busy cores, in microseconds: median and 99th percentile.
    private static final double DELAY_TOLERANCE = 1_000;

    private static final double TAIL_TOLERANCE = 5_000;
    private static final double DELAY_SHARE = 0.03;
    private static final double RATE_SHARE = 0.15;
    private static final double SIGMAS = 4;
    private static final double FEW_LOSSES = 0.002;

    /// Sends packets over one direction of a link.
    public interface Probe {
        /// Sends packets and waits for those that arrive.
        ///
        /// @param up which direction
        /// @param count how many
        /// @param bytes the size of each, headers included where the engine counts them
        /// @param spacing from one to the next, in nanoseconds
        Arrivals send(boolean up, int count, int bytes, long spacing)
                throws IOException, InterruptedException;
    }

    /// The packets that arrived.
    ///
    /// @param sent how many were sent
    /// @param delays of those that arrived, in nanoseconds
    /// @param spanNanos from the first arrival to the last
    public record Arrivals(int sent, List<Long> delays, long spanNanos) {
        /// Copies the list.
        public Arrivals {
            delays = List.copyOf(delays);
        }

        double quantileMicros(double quantile) {
            List<Long> sorted = delays.stream().sorted().toList();
            int index = (int) Math.max(0, Math.ceil(quantile * sorted.size()) - 1);
            return sorted.isEmpty() ? Double.POSITIVE_INFINITY : sorted.get(index) / 1e3;
        }
    }

    private final Link link;
    private final Probe probe;
    private final boolean packets;
    private final List<String> deviations = new ArrayList<>();

    private SelfTest(Link link, Probe probe, boolean packets) {
        this.link = link;
        this.probe = probe;
        this.packets = packets;
    }

    /// Tests both directions, at most some seconds.
    ///
    /// @param packets whether the engine can lose packets
    /// @param congestionControl of TCP at both ends; null: that of this machine
    public static LinkReport execute(
            Link link,
            Probe probe,
            boolean packets,
            String engine,
            @Nullable String congestionControl)
            throws IOException, InterruptedException {
        SelfTest test = new SelfTest(link, probe, packets);
        FutureTask<LinkReport.Way> other = new FutureTask<>(() -> test.way(true));
        Thread.ofPlatform().daemon().name("self-test, up").start(other);
        LinkReport.Way down = test.way(false);
        try {
            LinkReport.Way up = other.get();
            List<String> found = List.copyOf(test.deviations);
            return new LinkReport(
                    link.name(),
                    link.describe(),
                    engine,
                    congestionControl,
                    up,
                    down,
                    found.isEmpty(),
                    found);
        } catch (ExecutionException e) {
            throw new IOException("the self-test of the link failed: " + e.getCause(), e);
        }
    }

    private LinkReport.Way way(boolean up) throws IOException, InterruptedException {
        LinkDirection asked = up ? link.up() : link.down();
        String name = up ? "up" : "down";
        warmUp(up, asked);
        Arrivals delays = probe.send(up, DELAYS, SMALL, DELAY_SPACING);
        double p50 = delays.quantileMicros(0.5);
        double p99 = delays.quantileMicros(0.99);
        double delay = asked.delay().toNanos() / 1e3;
        double jitter = asked.jitter().toNanos() / 1e3;
        double share = DELAY_SHARE * delay;
        // Packets keep their order, so that jitter delays more of them than it advances.
        check(
                p50 >= delay - jitter - share && p50 <= delay + jitter + share + DELAY_TOLERANCE,
                "%s: median delay %s ms instead of %s ms"
                        .formatted(name, millis(p50), millis(delay)));
        check(
                p99 <= delay + jitter + share + TAIL_TOLERANCE,
                "%s: p99 of the delay %s ms instead of %s ms"
                        .formatted(name, millis(p99), millis(delay + jitter)));
        return new LinkReport.Way(
                delay,
                jitter,
                asked.bitsPerSecond(),
                asked.loss(),
                p50,
                p99,
                rate(up, asked, name),
                loss(up, asked, name));
    }

    private void warmUp(boolean up, LinkDirection asked) throws IOException, InterruptedException {
        long spacing = Math.max(WARM_UP_NANOS / WARM_UP, 2 * asked.nanosFor(SMALL));
        probe.send(up, (int) Math.max(1, WARM_UP_NANOS / spacing), SMALL, spacing);
    }

    private double rate(boolean up, LinkDirection asked, String name)
            throws IOException, InterruptedException {
        if (asked.bitsPerSecond() == 0) {
            return -1;
        }
        long each = asked.nanosFor(LARGE);
        int count =
                Math.clamp(
                        Math.round(RATE_SECONDS * 1e9 / each), MIN_RATE_PACKETS, MAX_RATE_PACKETS);
        Arrivals arrived = probe.send(up, count, LARGE, Math.round(each / FASTER));
        double bits = (arrived.delays().size() - 1.0) * LARGE * Byte.SIZE;
        double rate = arrived.spanNanos() <= 0 ? 0 : bits * 1e9 / arrived.spanNanos();
        // Lost packets took their share of the rate.
        double expected = asked.bitsPerSecond() * (1 - asked.loss());
        boolean bursts = asked.loss() > 0;
        check(
                bursts || Math.abs(rate - expected) <= RATE_SHARE * expected,
                "%s: %d kbit/s instead of %d kbit/s"
                        .formatted(name, Math.round(rate / 1e3), Math.round(expected / 1e3)));
        return rate;
    }

    private double loss(boolean up, LinkDirection asked, String name)
            throws IOException, InterruptedException {
        if (!packets) {
            return -1;
        }
        int count =
                asked.loss() == 0
                        ? MIN_LOSS_PACKETS
                        : Math.clamp(
                                Math.round(EXPECTED_LOSSES / asked.loss()),
                                MIN_LOSS_PACKETS,
                                MAX_LOSS_PACKETS);
        long spacing = Math.max(LOSS_SPACING, 2 * asked.nanosFor(SMALL));
        int sent = (int) Math.max(1, Math.min(count, 4_000_000_000L / spacing));
        Arrivals arrived = probe.send(up, sent, SMALL, spacing);
        double lost = 1 - (double) arrived.delays().size() / arrived.sent();
        double sigma =
                Math.sqrt(
                        asked.loss()
                                * (1 - asked.loss())
                                * (2 * asked.burst() - 1)
                                / arrived.sent());
        check(
                Math.abs(lost - asked.loss()) <= SIGMAS * sigma + FEW_LOSSES,
                String.format(
                        Locale.ROOT,
                        "%s: lost %.2f %% instead of %.2f %%",
                        name,
                        lost * 100,
                        asked.loss() * 100));
        return lost;
    }

    private void check(boolean holds, String words) {
        if (!holds) {
            synchronized (deviations) {
                deviations.add(words);
            }
        }
    }

    private static String millis(double micros) {
        return String.format(Locale.ROOT, "%.1f", micros / 1e3);
    }
}

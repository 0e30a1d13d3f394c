package dev.wirelab.load.claims;

import dev.wirelab.load.report.Numbers;
import dev.wirelab.load.stats.Median;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How long a message takes that comes while a long poll's answer, or the next poll, is on its way.
///
/// The reader sits behind a wire with a planted transit. Two messages are said, the second some
/// time after the first, and the second is timed: the sooner it comes, the more of the first one's
/// answer and of the next poll it must wait for. A WebSocket behind the same wire tells what one
/// transit is.
final class LongPollTransits implements Claim {
    static final Duration TRANSIT = Duration.ofMillis(80);
    private static final double CLAIMED = 3;
    private static final int WAIT = 25;
    private static final int ROUNDS = 3;

    /// How long after the first message the second comes, in transits; the first of them just not
    /// at the same time.
    private static final List<Double> GAPS = List.of(0.05, 0.5, 1.0, 1.5, 2.5);

    /// What the model may be off by, in transits, and the worst case by from three.
    private static final double NEAR = 0.3;

    @Override
    public Statement statement() {
        return new Statement(
                "long-poll-transits",
                "The average latency of long polling is close to one network transit, its maximal"
                        + " latency over three: answer, next poll, answer.",
                "Salvatore Loreto, Peter Saint-Andre, Stefano Salsano and Greg Wilkins, RFC 6202"
                        + " §2.2, 2011");
    }

    @Override
    public Duration about() {
        return Duration.ofSeconds(13);
    }

    @Override
    public Finding test(Bench bench) throws IOException, InterruptedException {
        try (DelayProxy distance = new DelayProxy(bench.http(), TRANSIT);
                Speaker speaker = bench.speaker()) {
            Guest guest = bench.guest();
            bench.tell("WebSocket behind a transit of %d ms".formatted(TRANSIT.toMillis()));
            double transit;
            double pushed;
            try (Reader reader = new Reader(new WebSocketFeed(distance.address(), guest))) {
                Pairs pairs = new Pairs(speaker, guest, reader, TRANSIT);
                transit = pairs.second(GAPS.getLast(), ROUNDS);
                pushed = pairs.second(GAPS.getFirst(), ROUNDS);
            }
            List<Double> seconds = new ArrayList<>();
            bench.tell("long polls behind the same");
            try (Reader reader = new Reader(new LongPollFeed(distance.address(), guest, WAIT))) {
                Pairs pairs = new Pairs(speaker, guest, reader, TRANSIT);
                for (double gap : GAPS) {
                    seconds.add(pairs.second(gap, ROUNDS));
                }
            }
            return judge(transit, pushed, seconds);
        }
    }

    private static Finding judge(double socket, double pushed, List<Double> seconds) {
        // The planted one: noise only adds to it, so it cannot make the worst case look better.
        double transit = TRANSIT.toMillis();
        double worst = seconds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double best = seconds.getLast();
        double off = 0;
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("planted transit", TRANSIT.toMillis(), "ms"));
        figures.add(new Figure("transit, by WebSocket", socket, "ms"));
        figures.add(new Figure("WebSocket, worst gap", pushed / transit, "transits"));
        for (int i = 0; i < GAPS.size(); i++) {
            double predicted = Math.max(1, CLAIMED - GAPS.get(i));
            double measured = seconds.get(i) / transit;
            off = Math.max(off, Math.abs(measured - predicted));
            String gap = "long poll, %s transits after another".formatted(GAPS.get(i));
            figures.add(new Figure(gap, measured, "transits"));
            figures.add(new Figure(gap + ", predicted", predicted, "transits"));
        }
        figures.add(new Figure("worst", worst / transit, "transits"));
        figures.add(new Figure("best", best / transit, "transits"));
        Verdict verdict = verdict(worst / transit, best / transit, off);
        return new Finding(
                verdict,
                "",
                ("A message takes %s transits at worst (%s ms), %s transits after another one, and %s when a"
                                + " poll is waiting; at the worst moment WebSocket takes %s.")
                        .formatted(
                                Numbers.plain(worst / transit),
                                Numbers.plain(worst),
                                Numbers.plain(GAPS.get(seconds.indexOf(worst))),
                                Numbers.plain(best / transit),
                                Numbers.plain(pushed / transit)),
                ("A transit is planted: %d ms each way by a proxy on the loopback, %s ms as WebSocket"
                                + " measures it. Medians of %d.")
                        .formatted(TRANSIT.toMillis(), Numbers.plain(socket), ROUNDS),
                ("A message that comes g transits after another one waits for that one's answer, for the"
                                + " next poll and for its own answer, 3 - g transits, but at least one;"
                                + " measured within %s transits of that. The worst case needs two messages"
                                + " within two transits. Lost segments, which cost every wire more, do not"
                                + " occur here.")
                        .formatted(Numbers.plain(off)),
                figures);
    }

    /// All in transits.
    ///
    /// @param off what the model is off by at most
    static Verdict verdict(double worst, double best, double off) {
        if (worst < CLAIMED - NEAR) {
            return Verdict.DOES_NOT_HOLD;
        }
        boolean clear = off <= NEAR && Math.abs(best - 1) <= NEAR;
        return clear ? Verdict.HOLDS : Verdict.CANNOT_BE_TOLD;
    }

    /// Two messages, one some time after the other.
    static final class Pairs {
        /// Transits of quiet before, so that everything is where it waits.
        private static final int QUIET = 3;

        private final Speaker speaker;
        private final Guest guest;
        private final Reader reader;
        private final Duration transit;

        Pairs(Speaker speaker, Guest guest, Reader reader, Duration transit) {
            this.speaker = speaker;
            this.guest = guest;
            this.reader = reader;
            this.transit = transit;
        }

        /// How long the second message takes, in milliseconds: the median of some rounds.
        ///
        /// @param gap transits between the two
        double second(double gap, int rounds) throws IOException, InterruptedException {
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                Pace.pause(transit.multipliedBy(QUIET));
                long first = speaker.say(guest.address(), Texts.of(64));
                Pace.until(first + Math.round(gap * transit.toNanos()));
                String text = Texts.of(64);
                long said = speaker.say(guest.address(), text);
                millis.add((reader.await(text) - said) / 1e6);
            }
            return Median.of(millis).interval().estimate();
        }
    }
}

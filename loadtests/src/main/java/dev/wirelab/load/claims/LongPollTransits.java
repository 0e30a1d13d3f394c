package dev.wirelab.load.claims;

import dev.wirelab.load.claims.Pairs.Second;
import dev.wirelab.load.report.Numbers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How long a message takes that comes while a long poll's answer, or the next poll, is on its way.
///
/// The reader sits behind a wire with a planted transit. Two messages are said, the second some
/// time after the first, and the second is timed: the sooner it comes, the more of the first one's
/// answer and of the next poll it must wait for. A WebSocket behind the same wire tells what one
/// transit is.
final class LongPollTransits implements Claim {
    static final Duration TRANSIT = Duration.ofMillis(80);
    private static final int WAIT = 25;
    private static final int ROUNDS = 3;
    private static final Second NONE = new Second(Double.NaN, Double.NaN);

    /// How long after the first message the second comes, in transits; the first of them just not
    /// at the same time.
    private static final List<Double> GAPS = List.of(0.05, 0.5, 1.0, 1.5, 2.5);

    /// What the model may be off by, and how soon after the first the second must have been said at
    /// least once, in transits.
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
        return Duration.ofSeconds(12);
    }

    @Override
    public Finding test(Bench bench) throws IOException, InterruptedException {
        try (DelayProxy distance = new DelayProxy(bench.http(), TRANSIT);
                Speaker speaker = bench.speaker()) {
            Guest guest = bench.guest();
            bench.tell("WebSocket behind a transit of %d ms".formatted(TRANSIT.toMillis()));
            List<Second> alone;
            List<Second> pushed;
            try (Reader reader = new Reader(new WebSocketFeed(distance.address(), guest))) {
                Pairs pairs = new Pairs(speaker, guest, reader, TRANSIT);
                alone = pairs.seconds(GAPS.getLast(), ROUNDS);
                pushed = pairs.seconds(GAPS.getFirst(), ROUNDS);
            }
            List<List<Second>> seconds = new ArrayList<>();
            bench.tell("long polls behind the same");
            try (Reader reader = new Reader(new LongPollFeed(distance.address(), guest, WAIT))) {
                Pairs pairs = new Pairs(speaker, guest, reader, TRANSIT);
                for (double gap : GAPS) {
                    seconds.add(pairs.seconds(gap, ROUNDS));
                }
            }
            return judge(latency(alone), latency(pushed), seconds);
        }
    }

    private static double latency(List<Second> seconds) {
        return seconds.isEmpty() ? Double.NaN : Second.middle(seconds).latency();
    }

    /// @param alone what WebSocket takes long after another message
    /// @param pushed and right after one
    private static Finding judge(double alone, double pushed, List<List<Second>> rounds) {
        List<Second> seconds =
                rounds.stream().filter(list -> !list.isEmpty()).map(Second::middle).toList();
        Second worst =
                seconds.stream().max(Comparator.comparingDouble(Second::latency)).orElse(NONE);
        double best = seconds.stream().mapToDouble(Second::latency).min().orElse(Double.NaN);
        double off =
                seconds.stream()
                        .mapToDouble(one -> Math.abs(one.excess()))
                        .max()
                        .orElse(Double.NaN);
        boolean enough = rounds.stream().allMatch(list -> list.size() == ROUNDS);
        return new Finding(
                enough ? verdict(seconds) : Verdict.CANNOT_BE_TOLD,
                "",
                ("A message takes %s transits at worst (%s ms), %s transits after another one, and %s when a"
                                + " poll is waiting; at the worst moment WebSocket takes %s.")
                        .formatted(
                                Numbers.plain(worst.latency()),
                                Numbers.plain(worst.latency() * TRANSIT.toMillis()),
                                Numbers.plain(worst.gap()),
                                Numbers.plain(best),
                                Numbers.plain(pushed)),
                ("A transit is planted: %d ms each way by a proxy on the loopback. Medians of %d pairs."
                                + " The time between two messages is the one that was measured, which is"
                                + " longer than was asked for where the machine is late.")
                        .formatted(TRANSIT.toMillis(), ROUNDS),
                ("A message that comes g transits after another one waits for that one's answer, for the"
                                + " next poll and for its own answer, 3 - g transits, but at least one;"
                                + " measured within %s transits of that. The worst case needs two messages"
                                + " within two transits. Lost segments, which cost every wire more, do not"
                                + " occur here.")
                        .formatted(Numbers.plain(off)),
                figures(alone, pushed, rounds, worst.latency(), best));
    }

    private static List<Figure> figures(
            double alone, double pushed, List<List<Second>> rounds, double worst, double best) {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("planted transit", TRANSIT.toMillis(), "ms"));
        figures.add(new Figure("transit, by WebSocket", alone * TRANSIT.toMillis(), "ms"));
        figures.add(new Figure("WebSocket, worst gap", pushed, "transits"));
        for (int i = 0; i < GAPS.size(); i++) {
            Second one = rounds.get(i).isEmpty() ? NONE : Second.middle(rounds.get(i));
            String gap = "long poll, %s transits after another".formatted(GAPS.get(i));
            figures.add(new Figure(gap, one.latency(), "transits"));
            figures.add(new Figure(gap + ", said after", one.gap(), "transits"));
            figures.add(new Figure(gap + ", predicted", one.predicted(), "transits"));
        }
        figures.add(new Figure("worst", worst, "transits"));
        figures.add(new Figure("best", best, "transits"));
        return figures;
    }

    /// @param seconds one for each gap
    static Verdict verdict(List<Second> seconds) {
        Second closest = seconds.stream().min(Comparator.comparingDouble(Second::gap)).orElse(NONE);
        if (!(closest.gap() <= NEAR)) {
            return Verdict.CANNOT_BE_TOLD;
        }
        // Noise only adds: what is faster than the worst case has another one.
        if (closest.excess() < -NEAR) {
            return Verdict.DOES_NOT_HOLD;
        }
        boolean asPredicted = seconds.stream().allMatch(one -> Math.abs(one.excess()) <= NEAR);
        boolean waited = seconds.stream().anyMatch(one -> one.predicted() == 1);
        return asPredicted && waited ? Verdict.HOLDS : Verdict.CANNOT_BE_TOLD;
    }
}

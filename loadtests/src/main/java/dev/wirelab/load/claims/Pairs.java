package dev.wirelab.load.claims;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Says two messages, one some time after the other, to a reader behind a planted transit, and
/// times the second.
final class Pairs {
    /// Transits of quiet before, so that everything is where it waits.
    private static final int QUIET = 3;

    /// How often more than asked a pair may be tried.
    private static final int SPARE = 3;

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

    /// Pairs whose messages came one after the other. Where both come at once the lab had not yet
    /// answered the first when the second was there, and nothing was under way that the second had
    /// to wait for; such a pair is tried again.
    ///
    /// @param gap transits between the two
    /// @return so many, or fewer if too many came at once
    List<Second> seconds(double gap, int rounds) throws IOException, InterruptedException {
        List<Second> apart = new ArrayList<>();
        for (int i = 0; i < rounds * SPARE && apart.size() < rounds; i++) {
            Pace.pause(transit.multipliedBy(QUIET));
            String one = Texts.of(64);
            long first = speaker.say(guest.address(), one);
            Pace.until(first + Math.round(gap * transit.toNanos()));
            String text = Texts.of(64);
            long said = speaker.say(guest.address(), text);
            long came = reader.await(text);
            if (reader.await(one) != came) {
                apart.add(new Second(inTransits(said - first), inTransits(came - said)));
            }
        }
        return apart;
    }

    private double inTransits(long nanos) {
        return (double) nanos / transit.toNanos();
    }

    /// What the second message of a pair took. Both in transits.
    ///
    /// @param gap from the moment when the first was said until this one was: on a machine that is
    ///   late it is longer than was asked for
    /// @param latency from the moment when this one was said until it came
    record Second(double gap, double latency) {
        /// Transits that RFC 6202 §2.2 gives a long poll at worst: answer, next poll, answer.
        static final double WORST = 3;

        /// What a long poll takes: what is left of three transits since the first was said, but at
        /// least one.
        double predicted() {
            return Math.max(1, WORST - gap);
        }

        /// How much more it took. Noise adds to it and takes nothing from it.
        double excess() {
            return latency - predicted();
        }

        /// The one whose excess is the median.
        static Second middle(List<Second> seconds) {
            return seconds.stream()
                    .sorted(Comparator.comparingDouble(Second::excess))
                    .toList()
                    .get(seconds.size() / 2);
        }
    }
}

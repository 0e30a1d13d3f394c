package dev.wirelab.load.torture;

import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.survive.stage.Middlebox;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/// What happens to connections, networks and clients, and when: decided by random numbers alone.
final class Mischief {
    private static final int MIN_MILLIS = 200;
    private static final int MAX_MILLIS = 1_500;

    /// A kind of it.
    enum Kind {
        /// A connection is reset.
        KILL(50),
        /// A client closes its connection and reads on over another transport, or the same.
        MOVE(34),
        /// A connection carries nothing any more, and nobody is notified.
        SILENCE(6),
        /// A client stops for a time; its sockets stay open.
        STOP(7),
        /// A network forwards nothing for a time.
        STALL(2),
        /// All connections of a network are reset.
        CUT(1);

        private final int ofAHundred;

        Kind(int ofAHundred) {
            this.ofAHundred = ofAHundred;
        }

        static Kind of(int chance) {
            int left = chance;
            for (Kind kind : values()) {
                left -= kind.ofAHundred;
                if (left < 0) {
                    return kind;
                }
            }
            return CUT;
        }
    }

    private final Crowd crowd;
    private final SplittableRandom random;
    private final Map<Kind, Integer> done = new EnumMap<>(Kind.class);

    Mischief(Crowd crowd, SplittableRandom random) {
        this.crowd = crowd;
        this.random = random;
    }

    /// Does it at random times.
    ///
    /// @param rate a second on average
    void continueFor(Duration duration, double rate) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        long next = System.nanoTime() + pause(rate);
        while (next < end) {
            MonotonicTime.sleepUntil(next);
            strike();
            next += pause(rate);
        }
    }

    /// The pauses of a Poisson process.
    private long pause(double rate) {
        return (long) (-Math.log(1 - random.nextDouble()) / rate * 1e9);
    }

    private void strike() {
        Kind kind = Kind.of(random.nextInt(100));
        Middlebox network = crowd.networks().get(random.nextInt(crowd.networks().size()));
        int client = random.nextInt(crowd.size());
        int choice = random.nextInt(Integer.MAX_VALUE);
        Duration time = Duration.ofMillis(random.nextInt(MIN_MILLIS, MAX_MILLIS));
        switch (kind) {
            case KILL -> network.resetOne(choice);
            case MOVE -> crowd.client(client).move(choice % crowd.ways());
            case SILENCE -> network.silenceOne(choice);
            case STOP -> crowd.client(client).sleep(time);
            case STALL -> network.hold(time);
            case CUT -> network.reset();
        }
        done.merge(kind, 1, Integer::sum);
    }

    /// How often each kind was done.
    Map<Kind, Integer> done() {
        return done;
    }
}

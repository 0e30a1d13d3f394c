package dev.wirelab.load.survive.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// The pauses between attempts to connect: each is up to twice as long as the one before, and half
/// of it is random, so that clients which lost their connections together do not return together.
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /// The next pause.
    Duration next() {
        long half = next.toNanos() / 2;
        next = next.multipliedBy(2).compareTo(longest) < 0 ? next.multipliedBy(2) : longest;
        return Duration.ofNanos(half + ThreadLocalRandom.current().nextLong(half + 1));
    }

    /// A connection has lasted long enough: the pauses start again with the shortest.
    void reset() {
        next = first;
    }
}

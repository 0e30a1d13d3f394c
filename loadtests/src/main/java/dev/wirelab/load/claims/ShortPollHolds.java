package dev.wirelab.load.claims;

import dev.wirelab.load.client.HttpClientConnection;
import dev.wirelab.load.interleaved.InterleavedRounds;
import dev.wirelab.load.interleaved.InterleavedRounds.Variant;
import dev.wirelab.load.interleaved.InterleavedSamples;
import dev.wirelab.load.wire.EventReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// How long the lab holds a poll when there is no message: short polls, interleaved with requests
/// that are certainly not held (`GET /healthz`), and long polls with two different limits.
final class ShortPollHolds {
    static final Claim CLAIM =
            new Claim(
                    "short-poll-holds",
                    Duration.ofSeconds(5),
                    context -> experiment(context, 200, 60));

    static final String SHORT = "a short poll";
    static final String HEALTH = "a request for /healthz";
    private static final int ROUNDS = 5;

    /// A poll that takes this much longer than another request is held, in milliseconds.
    private static final double HELD = 20;

    /// An empty long poll with wait=1 must take this much longer, in milliseconds; otherwise the
    /// experiment could not detect that a request is held.
    private static final double LONG_POLL_HELD = 900;

    private ShortPollHolds() {}

    /// @param warmUp requests of each kind that are not measured
    /// @param block requests of each kind whose median is one measurement
    static Finding experiment(ExperimentContext context, int warmUp, int block)
            throws IOException, InterruptedException {
        context.phase("empty polls, short and long");
        String headers = context.session().bearer();
        try (HttpClientConnection http = new HttpClientConnection(context.http())) {
            String cursor = EventReader.poll(http.get("/poll/short", headers).body()).cursor();
            String poll = "/poll/short?after=" + cursor;
            var _ = median(http, poll, headers, warmUp);
            var _ = median(http, "/healthz", headers, warmUp);
            Variant<Double> health =
                    new Variant<>(HEALTH, () -> median(http, "/healthz", headers, block));
            Variant<Double> shortPoll =
                    new Variant<>(SHORT, () -> median(http, poll, headers, block));
            InterleavedSamples millis =
                    InterleavedRounds.measure(ROUNDS, List.of(health, shortPoll))
                            .samples(Double::doubleValue);
            String longPoll = "/poll/long?after=" + cursor + "&wait=";
            double one = http.get(longPoll + 1, headers).millis();
            double two = http.get(longPoll + 2, headers).millis();
            return finding(millis, one, two);
        }
    }

    private static double median(HttpClientConnection http, String path, String headers, int times)
            throws IOException {
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            millis[i] = http.get(path, headers).millis();
        }
        Arrays.sort(millis);
        return millis[times / 2];
    }

    /// All in milliseconds.
    ///
    /// @param longPoll of an empty long poll with wait=1
    static ClaimVerdict verdict(InterleavedSamples millis, double longPoll) {
        double health = millis.median(HEALTH);
        return switch (millis.isAtLeast(1 + HELD / health, HEALTH, SHORT)) {
            case YES -> ClaimVerdict.HOLDS;
            case NO ->
                    longPoll - health >= LONG_POLL_HELD
                            ? ClaimVerdict.DOES_NOT_HOLD
                            : ClaimVerdict.INCONCLUSIVE;
            case INCONCLUSIVE -> ClaimVerdict.INCONCLUSIVE;
        };
    }

    private static Finding finding(InterleavedSamples millis, double one, double two) {
        Measurements measured = new Measurements();
        measured.add("answered after", millis, "ms");
        measured.add("empty long poll, wait=1", one, "ms");
        measured.add("empty long poll, wait=2", two, "ms");
        measured.word("compared", millis.describe(HEALTH, SHORT));
        return measured.finding(CLAIM, verdict(millis, one));
    }
}

package dev.wirelab.load.claims;

import dev.wirelab.load.report.Numbers;
import dev.wirelab.load.wire.EventReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// For how long the lab keeps a poll that has nothing to bring: short polls beside a request that
/// nobody could hold (`GET /healthz`) by turns, and long polls of two lengths.
final class ShortPollHolds implements Claim {
    private static final int BLOCK = 60;
    private static final int BLOCKS = 5;
    private static final int WARM_UP = 200;
    static final String SHORT = "a short poll";
    static final String HEALTH = "a request for /healthz";

    /// How much longer than another request nobody would call held, in milliseconds.
    private static final double NO_TIME = 20;

    /// For how long, in milliseconds, an empty long poll with wait=1 is held at least.
    private static final double HELD = 900;

    @Override
    public Statement statement() {
        return new Statement(
                "short-poll-holds",
                "With short polling the server holds the request for a while before it answers.",
                "Told in tutorials and interviews without a first source; against it RFC 6202 §1,"
                        + " 2011, by which it is long polling that does");
    }

    @Override
    public Duration about() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Finding test(Bench bench) throws IOException {
        bench.tell("empty polls, short and long");
        Guest guest = bench.guest();
        Turns turns = new Turns(HEALTH);
        try (HttpWire http = new HttpWire(bench.http())) {
            String headers = guest.bearer();
            String present = EventReader.poll(http.get("/poll/short", headers).body()).cursor();
            String poll = "/poll/short?after=" + present;
            block(http, poll, headers, WARM_UP);
            block(http, "/healthz", headers, WARM_UP);
            for (int i = 0; i < BLOCKS; i++) {
                turns.add(HEALTH, block(http, "/healthz", headers, BLOCK));
                turns.add(SHORT, block(http, poll, headers, BLOCK));
                turns.addAgain(block(http, "/healthz", headers, BLOCK));
            }
            double one = hold(http, present, headers, 1);
            double two = hold(http, present, headers, 2);
            return judge(turns, one, two);
        }
    }

    /// The median time of an answer, in milliseconds.
    private static double block(HttpWire http, String path, String headers, int times)
            throws IOException {
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            millis[i] = http.get(path, headers).millis();
        }
        Arrays.sort(millis);
        return millis[times / 2];
    }

    private static double hold(HttpWire http, String present, String headers, int seconds)
            throws IOException {
        return http.get("/poll/long?after=%s&wait=%d".formatted(present, seconds), headers)
                .millis();
    }

    /// All in milliseconds.
    ///
    /// @param turns of a short poll and of a request that nobody can hold
    /// @param longPoll an empty long poll with wait=1: it tells whether holding would be seen
    static Verdict verdict(Turns turns, double longPoll) {
        double health = turns.median(HEALTH);
        return switch (turns.isAtLeast(1 + NO_TIME / health, HEALTH, SHORT)) {
            case YES -> Verdict.HOLDS;
            case NO -> longPoll - health >= HELD ? Verdict.DOES_NOT_HOLD : Verdict.CANNOT_BE_TOLD;
            case OPEN -> Verdict.CANNOT_BE_TOLD;
        };
    }

    private static Finding judge(Turns turns, double one, double two) {
        double shortPoll = turns.median(SHORT);
        double health = turns.median(HEALTH);
        return new Finding(
                verdict(turns, one),
                "",
                ("An empty short poll was answered after %s ms, a request that cannot be held after %s (%s);"
                                + " an empty long poll after %s ms with wait=1 and %s with wait=2.")
                        .formatted(
                                Numbers.plain(shortPoll),
                                Numbers.plain(health),
                                turns.words(HEALTH, SHORT),
                                Numbers.plain(one),
                                Numbers.plain(two)),
                "",
                "A short poll asks what there is and is answered at once, with nothing if need be; the"
                        + " waiting is the client's, between two polls. Holding the request until there is"
                        + " something, or for a while, is what long polling is.",
                List.of(
                        new Figure("empty short poll", shortPoll, "ms"),
                        new Figure("request that cannot be held", health, "ms"),
                        new Figure("empty long poll, wait=1", one, "ms"),
                        new Figure("empty long poll, wait=2", two, "ms")));
    }
}

package dev.wirelab.load.claims;

import dev.wirelab.load.report.Numbers;
import java.util.ArrayList;
import java.util.List;

/// What the claim about raw TCP comes to: the verdict and the words that go with the numbers.
///
/// @param loopback milliseconds that a message takes, by wire
/// @param far milliseconds that the second of two takes behind a transit, by wire
/// @param shortPoll mean delay, in milliseconds
record RawTcpFinding(List<Overhead> overheads, Turns loopback, Turns far, double shortPoll) {

    private static final double CLAIMED_OVERHEAD = 5;
    private static final double CLAIMED_DELAY = 3;

    /// From how many times on a difference is in the range that is claimed.
    private static final double MUCH = 2;

    private static final String WHEN_IT_POLLS =
            "the \"HTML socket\" is a poll; then the overhead is more, and the delay of long polling"
                    + " that much only right after another message";
    private static final String WHEN_IT_PUSHES = "the \"HTML socket\" is a WebSocket";

    private double worstWebSocket() {
        return overheads.stream().mapToDouble(Overhead::webSocketRatio).max().orElseThrow();
    }

    private double worstPoll() {
        return overheads.stream().mapToDouble(Overhead::pollRatio).max().orElseThrow();
    }

    private double near(String wire) {
        return loopback.median(wire);
    }

    Finding finding() {
        Answer socket = pays(worstWebSocket(), RawTcp.WEBSOCKET);
        Answer poll = pays(worstPoll(), RawTcp.LONG_POLL);
        Verdict verdict = Verdict.of(List.of(socket, poll));
        return new Finding(
                verdict,
                verdict == Verdict.HOLDS_ONLY_WHEN
                        ? poll == Answer.YES ? WHEN_IT_POLLS : WHEN_IT_PUSHES
                        : "",
                measured(),
                scaling(),
                why(),
                figures());
    }

    /// Whether a wire has much more overhead than TCP and much more delay, near or far.
    private Answer pays(double overhead, String wire) {
        return Answer.of(overhead >= MUCH)
                .and(
                        far.isAtLeast(MUCH, RawTcp.TCP, wire)
                                .or(loopback.isAtLeast(MUCH, RawTcp.TCP, wire)));
    }

    private String measured() {
        Overhead small = overheads.getFirst();
        return ("Around a text of %d bytes in the same JSON: TCP %d byte, WebSocket %d, a long poll %d;"
                        + " with the headers of TCP and IP WebSocket has %s times the overhead of TCP at"
                        + " most, long polling %s. Delay on the loopback: tcp %s ms, websocket %s,"
                        + " long-poll %s: %s; %s. The second of two messages behind a transit of %d ms:"
                        + " %s; %s. Short polls every %d ms: %s ms"
                        + " on average.")
                .formatted(
                        small.text(),
                        small.line(),
                        small.frame(),
                        small.poll(),
                        Numbers.plain(worstWebSocket()),
                        Numbers.plain(worstPoll()),
                        Numbers.plain(near(RawTcp.TCP)),
                        Numbers.plain(near(RawTcp.WEBSOCKET)),
                        Numbers.plain(near(RawTcp.LONG_POLL)),
                        loopback.words(RawTcp.TCP, RawTcp.WEBSOCKET),
                        loopback.words(RawTcp.TCP, RawTcp.LONG_POLL),
                        RawTcp.TRANSIT.toMillis(),
                        far.words(RawTcp.TCP, RawTcp.WEBSOCKET),
                        far.words(RawTcp.TCP, RawTcp.LONG_POLL),
                        RawTcp.INTERVAL.toMillis(),
                        Numbers.plain(shortPoll));
    }

    private static String scaling() {
        return ("The paper measured over the Internet and 3G; here a distance is %d ms each way, planted."
                        + " Headers of TCP and IP are estimated: %d bytes a segment, acknowledgements left"
                        + " out.")
                .formatted(RawTcp.TRANSIT.toMillis(), Segments.HEADERS);
    }

    private String why() {
        return ("A WebSocket is a TCP connection with 2 to 10 bytes before each message (RFC 6455 §5.2):"
                        + " once it is open nothing makes it wait for anything. A poll pays its headers"
                        + " for every answer, the more the smaller the payload: %s times TCP's overhead at"
                        + " %d bytes, %s at %d. The paper's pages ran in the browsers of 2012 and its"
                        + " delays include them; that part, its throughput (\"3 times less\") and lost"
                        + " segments cannot be told here.")
                .formatted(
                        Numbers.plain(overheads.getFirst().pollRatio()),
                        overheads.getFirst().text(),
                        Numbers.plain(overheads.getLast().pollRatio()),
                        overheads.getLast().text());
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("claimed overhead, at most", CLAIMED_OVERHEAD, "times TCP's"));
        figures.add(new Figure("claimed delay, at most", CLAIMED_DELAY, "times TCP's"));
        for (Overhead one : overheads) {
            String name = "text of %d bytes: ".formatted(one.text());
            figures.add(new Figure(name + "its event in JSON", one.json(), "bytes"));
            figures.add(new Figure(name + "tcp around it", one.line(), "bytes"));
            figures.add(new Figure(name + "websocket around it", one.frame(), "bytes"));
            figures.add(new Figure(name + "long-poll around it", one.poll(), "bytes"));
            figures.add(
                    new Figure(
                            name + "websocket with TCP/IP (estimated)",
                            one.webSocketRatio(),
                            "times TCP's"));
            figures.add(
                    new Figure(
                            name + "long-poll with TCP/IP (estimated)",
                            one.pollRatio(),
                            "times TCP's"));
        }
        for (String wire : List.of(RawTcp.TCP, RawTcp.WEBSOCKET, RawTcp.LONG_POLL)) {
            figures.add(new Figure("delay on the loopback, " + wire, near(wire), "ms"));
            figures.add(
                    new Figure("second of two behind a transit, " + wire, far.median(wire), "ms"));
        }
        figures.add(new Figure("mean delay, short polls every 200 ms", shortPoll, "ms"));
        return figures;
    }
}

package dev.wirelab.load.claims;

import dev.wirelab.load.report.Numbers;
import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.stats.Slope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the claim about long polling comes to: the verdict and the words that go with the numbers.
record LongPollWasteFinding(Idle idle, Busy oneByOne, Busy inBursts) {
    /// From how many times the cost of a WebSocket on a long poll is called a waste.
    private static final double WASTE = 2;

    private static final String SOCKETS = LongPollWaste.SOCKETS;
    private static final String POLLS = LongPollWaste.POLLS;

    Finding finding() {
        Map<String, Answer> wasted = wasted();
        Verdict verdict = Verdict.of(List.copyOf(wasted.values()));
        return new Finding(
                verdict,
                verdict == Verdict.HOLDS_ONLY_WHEN ? condition(wasted) : "",
                idleInWords()
                        + busyInWords("One by one", oneByOne)
                        + busyInWords("In bursts of " + WasteTurns.BURST, inBursts),
                scaling(),
                why(),
                figures());
    }

    /// Whether long polls take much more of each resource in each case.
    private Map<String, Answer> wasted() {
        Map<String, Answer> wasted = new LinkedHashMap<>();
        wasted.put("the heap of an idle connection", idle.isHeavier());
        wasted.put("bytes of messages one by one", isMore(oneByOne.bytes()));
        wasted.put("CPU of messages one by one", isMore(oneByOne.cpu()));
        wasted.put("bytes of bursts", isMore(inBursts.bytes()));
        wasted.put("CPU of bursts", isMore(inBursts.cpu()));
        return wasted;
    }

    private static Answer isMore(Turns turns) {
        return turns.isAtLeast(WASTE, SOCKETS, POLLS);
    }

    private static String condition(Map<String, Answer> wasted) {
        String open = named(wasted, Answer.OPEN);
        return "it is about "
                + named(wasted, Answer.YES)
                + " (not about "
                + named(wasted, Answer.NO)
                + (open.isEmpty()
                        ? ")"
                        : "; of " + open + " it cannot be told here whether it is that much)");
    }

    private static String named(Map<String, Answer> wasted, Answer answer) {
        return String.join(
                ", ", wasted.keySet().stream().filter(it -> wasted.get(it) == answer).toList());
    }

    private String idleInWords() {
        return ("Idle: a held poll costs %s bytes/s (%d every %d s), a WebSocket %s of heartbeats; heap of"
                        + " a connection with its session %s against %s; the lab's CPU with %d held"
                        + " polls %s ms/s, with as many WebSockets %s and with nobody %s, read from a"
                        + " clock of 10 ms.")
                .formatted(
                        Numbers.plain(idle.pollBytes()),
                        idle.exchange,
                        LongPollWaste.USUAL_WAIT,
                        Numbers.plain(idle.heartbeat),
                        inWords(idle.polls),
                        inWords(idle.sockets),
                        LongPollWaste.CROWD,
                        Numbers.plain(idle.cpu.median(POLLS)),
                        Numbers.plain(idle.cpu.median(SOCKETS)),
                        Numbers.plain(idle.cpu.median(LongPollWaste.NOBODY)));
    }

    private static String inWords(Optional<Slope> heap) {
        return heap.map(Slope::perUnit)
                .map(slope ->
                        "%s KiB (%s to %s)"
                                .formatted(
                                        Numbers.plain(slope.estimate() / 1024),
                                        Numbers.plain(slope.low() / 1024),
                                        Numbers.plain(slope.high() / 1024)))
                .orElse("an unknown amount");
    }

    private static String busyInWords(String how, Busy busy) {
        return (" %s a message took %s bytes and %s µs of the lab's CPU over long polls (%s requests)"
                        + " against %s and %s over WebSocket: bytes, %s; CPU, %s.")
                .formatted(
                        how,
                        Numbers.plain(busy.bytes().median(POLLS)),
                        Numbers.plain(busy.cpu().median(POLLS)),
                        Numbers.plain(busy.requests(POLLS)),
                        Numbers.plain(busy.bytes().median(SOCKETS)),
                        Numbers.plain(busy.cpu().median(SOCKETS)),
                        busy.bytes().words(SOCKETS, POLLS),
                        busy.cpu().words(SOCKETS, POLLS));
    }

    private static String scaling() {
        return ("A waste is %s times what a WebSocket takes, or more, found of the whole interval. CPU of idle polls is measured with wait=%d,"
                        + " where there are %s times as many as with the usual wait=%d; bytes are of one"
                        + " exchange, once in %d s. Heap is the slope over 0, 100, 200 and 300"
                        + " connections after collections, with 95 %% of confidence. Messages of 64"
                        + " bytes to %d readers.")
                .formatted(
                        Numbers.plain(WASTE),
                        LongPollWaste.WAIT,
                        Numbers.plain((double) LongPollWaste.USUAL_WAIT / LongPollWaste.WAIT),
                        LongPollWaste.USUAL_WAIT,
                        LongPollWaste.USUAL_WAIT,
                        LongPollWaste.CROWD);
    }

    private static String why() {
        return ("A held request is a number in a list until something comes: the lab holds no thread for"
                        + " it, as servers did when this was first said. What long polling spends is a"
                        + " request with all its headers for every answer. When messages come faster"
                        + " than polls can go round, one answer brings several and the price of each"
                        + " falls. Beside short polls of 1 s an idle long poll asks %d times less often.")
                .formatted(LongPollWaste.USUAL_WAIT);
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("empty long poll with its answer", idle.exchange, "bytes"));
        figures.add(new Figure("idle long poll, wait=25", idle.pollBytes(), "bytes/s"));
        figures.add(new Figure("idle long poll, wait=1, measured", idle.measured, "bytes/s"));
        figures.add(new Figure("idle WebSocket, heartbeats", idle.heartbeat, "bytes/s"));
        figures.add(new Figure("heap of a long poller", kibibytes(idle.polls), "KiB"));
        figures.add(new Figure("heap of a WebSocket", kibibytes(idle.sockets), "KiB"));
        figures.add(new Figure("CPU, nobody", idle.cpu.median(LongPollWaste.NOBODY), "ms/s"));
        figures.add(new Figure("CPU, 100 idle WebSockets", idle.cpu.median(SOCKETS), "ms/s"));
        figures.add(new Figure("CPU, 100 idle long polls, wait=1", idle.cpu.median(POLLS), "ms/s"));
        add(figures, "one by one", oneByOne);
        add(figures, "in bursts", inBursts);
        return figures;
    }

    private static void add(List<Figure> figures, String how, Busy busy) {
        for (String kind : List.of(SOCKETS, POLLS)) {
            String name = "%s, messages %s: ".formatted(kind, how);
            figures.add(new Figure(name + "bytes", busy.bytes().median(kind), "bytes a message"));
            figures.add(new Figure(name + "requests", busy.requests(kind), "a message"));
            figures.add(new Figure(name + "CPU", busy.cpu().median(kind), "µs a message"));
        }
    }

    private static double kibibytes(Optional<Slope> heap) {
        return heap.map(slope -> slope.perUnit().estimate() / 1024).orElse(Double.NaN);
    }

    /// While nothing is said.
    ///
    /// @param sockets heap of a WebSocket with its session
    /// @param polls heap of a long poller with its session
    /// @param exchange bytes of an empty long poll with its answer
    /// @param heartbeat bytes of a WebSocket in a second
    /// @param measured bytes of a long poll with wait=1 in a second
    /// @param cpu the lab's, in milliseconds a second
    record Idle(
            Optional<Slope> sockets,
            Optional<Slope> polls,
            int exchange,
            double heartbeat,
            double measured,
            Turns cpu) {
        private double pollBytes() {
            return (double) exchange / LongPollWaste.USUAL_WAIT;
        }

        /// By what the two intervals of heap leave open.
        Answer isHeavier() {
            if (sockets.isEmpty() || polls.isEmpty()) {
                return Answer.OPEN;
            }
            Interval socket = sockets.get().perUnit();
            Interval poll = polls.get().perUnit();
            if (poll.low() >= WASTE * socket.high()) {
                return Answer.YES;
            }
            return poll.high() < WASTE * socket.low() ? Answer.NO : Answer.OPEN;
        }
    }
}

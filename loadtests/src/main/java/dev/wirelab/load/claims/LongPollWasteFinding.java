package dev.wirelab.load.claims;

import dev.wirelab.load.report.Numbers;
import java.util.ArrayList;
import java.util.List;

/// What the claim about long polling comes to: the verdict and the words that go with the numbers.
record LongPollWasteFinding(
        Turns cpu,
        IdleCost sockets,
        IdleCost polls,
        int exchange,
        double heartbeat,
        List<BusyCost> busy) {
    /// From how many times the cost of a WebSocket on a long poll is called a waste.
    private static final double WASTE = 2;

    Finding finding() {
        BusyCost sockets = busy.get(0);
        BusyCost polls = busy.get(1);
        boolean whenIdle = isHeavierIdle();
        boolean whenBusy = polls.bytes() >= WASTE * sockets.bytes();
        Verdict verdict = verdict(whenIdle, whenBusy);
        String condition =
                verdict != Verdict.HOLDS_ONLY_WHEN
                        ? ""
                        : whenBusy
                                ? "messages come one by one, each answering a poll"
                                : "nothing is said";
        return new Finding(
                verdict,
                condition,
                idleInWords() + " " + busyInWords(),
                scaling(),
                why(),
                figures());
    }

    /// @param whenIdle whether a long poller is much heavier than a WebSocket while nothing is said
    /// @param whenBusy whether a message costs much more over long polls
    static Verdict verdict(boolean whenIdle, boolean whenBusy) {
        if (whenIdle && whenBusy) {
            return Verdict.HOLDS;
        }
        return whenIdle || whenBusy ? Verdict.HOLDS_ONLY_WHEN : Verdict.DOES_NOT_HOLD;
    }

    /// By heap: what is left between the two intervals.
    private boolean isHeavierIdle() {
        return this.polls.heap().isPresent()
                && this.sockets.heap().isPresent()
                && this.polls.heap().get().perUnit().low()
                        >= WASTE * this.sockets.heap().get().perUnit().high();
    }

    private double idlePollBytes() {
        return (double) exchange / LongPollWaste.USUAL_WAIT;
    }

    /// What a poll that brings nothing costs the lab, if it can be told from quiet.
    private double pollMicros() {
        return (cpu.median(LongPollWaste.POLLS) - cpu.median(LongPollWaste.NOBODY))
                * 1e3
                * LongPollWaste.WAIT
                / LongPollWaste.CROWD;
    }

    private String idleInWords() {
        return ("Idle: a held poll costs %s bytes/s (%d every %d s), a WebSocket %s of heartbeats; heap of"
                        + " a connection with its session %s against %s. CPU of %d: %s; %s.")
                .formatted(
                        Numbers.plain(idlePollBytes()),
                        exchange,
                        LongPollWaste.USUAL_WAIT,
                        Numbers.plain(heartbeat),
                        polls.heapInWords(),
                        sockets.heapInWords(),
                        LongPollWaste.CROWD,
                        cpu.words(LongPollWaste.NOBODY, LongPollWaste.POLLS),
                        cpu.words(LongPollWaste.NOBODY, LongPollWaste.SOCKETS));
    }

    private String busyInWords() {
        return ("With %d messages a second each took %s requests and %s bytes over long polls against %s"
                        + " bytes over WebSocket; with %d, %s requests and %s bytes against %s.")
                .formatted(
                        LongPollWaste.SLOW,
                        Numbers.plain(busy.get(1).requests()),
                        Numbers.plain(busy.get(1).bytes()),
                        Numbers.plain(busy.get(0).bytes()),
                        LongPollWaste.FAST,
                        Numbers.plain(busy.get(3).requests()),
                        Numbers.plain(busy.get(3).bytes()),
                        Numbers.plain(busy.get(2).bytes()));
    }

    private static String scaling() {
        return ("CPU of idle polls is measured with wait=%d, where there are %s times as many as with the"
                        + " usual wait=%d; bytes are of one exchange, once in %d s. Heap is the slope over"
                        + " 0, 100, 200 and 300 connections after collections, with 95 %% of"
                        + " confidence.")
                .formatted(
                        LongPollWaste.WAIT,
                        Numbers.plain((double) LongPollWaste.USUAL_WAIT / LongPollWaste.WAIT),
                        LongPollWaste.USUAL_WAIT,
                        LongPollWaste.USUAL_WAIT);
    }

    private String why() {
        return ("A held request is a number in a list until something comes: the lab holds no thread for"
                        + " it, as servers did when this was first said. What long polling spends is a"
                        + " request with all its headers for every answer. When messages come faster"
                        + " than polls can go round, one answer brings several and the price of each"
                        + " falls. Beside short polls of 1 s an idle long poll asks %d times less often.")
                .formatted(LongPollWaste.USUAL_WAIT);
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("empty long poll with its answer", exchange, "bytes"));
        figures.add(new Figure("idle long poll, wait=25", idlePollBytes(), "bytes/s"));
        figures.add(new Figure("idle long poll, wait=2, measured", polls.bytes(), "bytes/s"));
        figures.add(new Figure("idle WebSocket, heartbeats", heartbeat, "bytes/s"));
        figures.add(new Figure("heap of a long poller", polls.heapKibibytes(), "KiB"));
        figures.add(new Figure("heap of a WebSocket", sockets.heapKibibytes(), "KiB"));
        figures.add(new Figure("CPU, nobody", cpu.median(LongPollWaste.NOBODY), "ms/s"));
        figures.add(
                new Figure("CPU, 100 idle WebSockets", cpu.median(LongPollWaste.SOCKETS), "ms/s"));
        figures.add(
                new Figure(
                        "CPU, 100 idle long polls, wait=2",
                        cpu.median(LongPollWaste.POLLS),
                        "ms/s"));
        figures.add(new Figure("CPU of an empty long poll", pollMicros(), "µs"));
        for (BusyCost one : busy) {
            String name = "%s, %d messages a second: ".formatted(one.kind(), one.rate());
            figures.add(new Figure(name + "bytes", one.bytes(), "bytes a message"));
            figures.add(new Figure(name + "requests", one.requests(), "a message"));
            figures.add(new Figure(name + "CPU, one run", one.cpuMicros(), "µs a message"));
        }
        return figures;
    }
}

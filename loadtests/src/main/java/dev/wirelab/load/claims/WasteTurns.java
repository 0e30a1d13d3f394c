package dev.wirelab.load.claims;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// A lab with nobody, with WebSockets and with long polls by turns: first while nothing is said,
/// then while messages come one by one, then while they come in bursts.
final class WasteTurns {
    static final int TURNS = 4;
    private static final Duration WINDOW = Duration.ofSeconds(1);

    /// Until what went before is over: log-ins, connections, the poll after the last answer.
    private static final Duration SETTLE = Duration.ofMillis(200);

    private static final Duration ONE_BY_ONE = Duration.ofMillis(25);
    private static final int MESSAGES = 60;
    private static final Duration BETWEEN_BURSTS = Duration.ofMillis(40);
    private static final int BURSTS = 30;
    static final int BURST = 10;
    private static final int TEXT = 64;

    private final Bench bench;
    private final List<Guest> guests;
    private final Speaker speaker;
    private final Turns idle = new Turns(LongPollWaste.NOBODY);
    private final Busy oneByOne = new Busy();
    private final Busy inBursts = new Busy();
    private double idleBytes;

    /// @param guests who reads, on whatever wire
    WasteTurns(Bench bench, List<Guest> guests, Speaker speaker) {
        this.bench = bench;
        this.guests = List.copyOf(guests);
        this.speaker = speaker;
    }

    /// Once over each wire, not counted: the lab's compilers are at work.
    void practise() throws IOException, InterruptedException {
        for (Crowd.Joining joining : List.<Crowd.Joining>of(this::socket, this::poll)) {
            try (Crowd crowd = crowd(joining)) {
                var _ = busy(crowd, this::sayOneByOne);
                var _ = busy(crowd, this::sayInBursts);
            }
        }
    }

    /// A turn.
    void turn() throws IOException, InterruptedException {
        idle.add(LongPollWaste.NOBODY, idleCpu());
        try (Crowd crowd = crowd(this::socket)) {
            idle.add(LongPollWaste.SOCKETS, idleCpu());
            oneByOne.add(LongPollWaste.SOCKETS, busy(crowd, this::sayOneByOne));
            inBursts.add(LongPollWaste.SOCKETS, busy(crowd, this::sayInBursts));
        }
        try (Crowd crowd = crowd(this::idlePoll)) {
            long bytes = crowd.bytes();
            idle.add(LongPollWaste.POLLS, idleCpu());
            idleBytes += (double) (crowd.bytes() - bytes) / guests.size() / TURNS;
        }
        try (Crowd crowd = crowd(this::poll)) {
            oneByOne.add(LongPollWaste.POLLS, busy(crowd, this::sayOneByOne));
            inBursts.add(LongPollWaste.POLLS, busy(crowd, this::sayInBursts));
        }
        try (Crowd crowd = crowd(this::socket)) {
            oneByOne.addAgain(busy(crowd, this::sayOneByOne));
            inBursts.addAgain(busy(crowd, this::sayInBursts));
        }
        Pace.pause(SETTLE);
        idle.addAgain(idleCpu());
    }

    /// CPU milliseconds of the lab in a second.
    Turns idle() {
        return idle;
    }

    /// Bytes of an idle long poll in a second.
    double idleBytes() {
        return idleBytes / WINDOW.toSeconds();
    }

    Busy oneByOne() {
        return oneByOne;
    }

    Busy inBursts() {
        return inBursts;
    }

    private Feed socket(Guest guest) throws IOException {
        return new WebSocketFeed(bench.http(), guest);
    }

    private Feed poll(Guest guest) throws IOException {
        return new LongPollFeed(bench.http(), guest, LongPollWaste.USUAL_WAIT);
    }

    private Feed idlePoll(Guest guest) throws IOException {
        return new LongPollFeed(bench.http(), guest, LongPollWaste.WAIT);
    }

    private Crowd crowd(Crowd.Joining joining) throws IOException, InterruptedException {
        Crowd crowd = new Crowd(bench, joining);
        try {
            crowd.join(guests);
        } catch (IOException e) {
            crowd.close();
            throw e;
        }
        Pace.pause(SETTLE);
        return crowd;
    }

    private double idleCpu() throws IOException, InterruptedException {
        Reading before = bench.meters();
        Pace.pause(WINDOW);
        Reading after = bench.meters();
        return (after.cpuNanos() - before.cpuNanos())
                * 1e3
                / (after.stampNanos() - before.stampNanos());
    }

    private Busy.Cost busy(Crowd crowd, Saying saying) throws IOException, InterruptedException {
        String rollCall = Texts.of(TEXT);
        speaker.say(Speaker.ALL, rollCall);
        crowd.await(rollCall);
        Pace.pause(SETTLE);
        long messages = crowd.messages();
        long requests = crowd.requests();
        long bytes = crowd.bytes();
        Reading before = bench.meters();
        String last = saying.say();
        crowd.await(last);
        Pace.pause(SETTLE);
        double delivered = crowd.messages() - messages;
        Reading after = bench.meters();
        return new Busy.Cost(
                (crowd.bytes() - bytes) / delivered,
                (crowd.requests() - requests) / delivered,
                (after.cpuNanos() - before.cpuNanos()) / 1e3 / delivered);
    }

    private String sayOneByOne() throws IOException, InterruptedException {
        long start = System.nanoTime();
        String last = "";
        for (int i = 0; i < MESSAGES; i++) {
            Pace.until(start + i * ONE_BY_ONE.toNanos());
            last = Texts.of(TEXT);
            speaker.say(Speaker.ALL, last);
        }
        return last;
    }

    private String sayInBursts() throws IOException, InterruptedException {
        long start = System.nanoTime();
        String last = "";
        for (int i = 0; i < BURSTS; i++) {
            Pace.until(start + i * BETWEEN_BURSTS.toNanos());
            List<String> texts = Texts.of(TEXT, BURST);
            speaker.sayAtOnce(Speaker.ALL, texts);
            last = texts.getLast();
        }
        return last;
    }

    /// Says messages and tells the last of them.
    @FunctionalInterface
    private interface Saying {
        String say() throws IOException, InterruptedException;
    }
}

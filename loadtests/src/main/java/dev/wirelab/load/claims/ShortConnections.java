package dev.wirelab.load.claims;

import dev.wirelab.load.measure.LabProcess;
import dev.wirelab.load.report.Numbers;
import dev.wirelab.load.wire.EventReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a new connection for each request costs, and what an open one costs while nobody asks.
///
/// The same empty poll is asked again and again, in blocks by turns: on one connection, each time
/// on a new one, and once more on one connection, to see the noise. Then connections are left open.
final class ShortConnections implements Claim {
    private static final int BLOCK = 400;
    private static final int BLOCKS = 5;
    private static final int WARM_UP = 300;
    private static final int COUNTED = 100;
    private static final int OPEN = 200;
    private static final String KEPT = "a kept connection";
    private static final String FRESH = "a new connection for each request";

    @Override
    public Statement statement() {
        return new Statement(
                "short-connections",
                "HTTP is a short-connection protocol: it closes after each request, and that saves the"
                        + " server's resources.",
                "Told in many course notes, without a first source (\"HTTP 是短连接\"); that short"
                        + " connections take fewer resources for instance in \"计算机网络 HTTP 的长连接和短连接\","
                        + " caishij.in, 2023");
    }

    @Override
    public Duration about() {
        return Duration.ofSeconds(4);
    }

    @Override
    public Finding test(Bench bench) throws IOException, InterruptedException {
        bench.tell("kept and new connections by turns");
        try (Poller poller = emptyPolls(bench)) {
            int leftBehind = leftBehind(bench, poller);
            Answer closes = closes(bench, poller);
            if (closes != Answer.NO) {
                poller.askToKeep();
            }
            poller.fresh(WARM_UP);
            Costs costs = new Costs();
            for (int i = 0; i < BLOCKS; i++) {
                Block kept = block(bench, () -> poller.kept(BLOCK));
                Block fresh = block(bench, () -> poller.fresh(BLOCK));
                Block again = block(bench, () -> poller.kept(BLOCK));
                costs.add(kept, fresh, again);
            }
            bench.tell("%d connections that nobody uses".formatted(OPEN));
            Idle idle = idle(bench);
            return judge(closes, costs, leftBehind, idle);
        }
    }

    private static Poller emptyPolls(Bench bench) throws IOException {
        Guest guest = bench.guest();
        try (HttpWire http = new HttpWire(bench.http())) {
            String present =
                    EventReader.poll(http.get("/poll/short", guest.bearer()).body()).cursor();
            return new Poller(bench.http(), "/poll/short?after=" + present, guest.bearer());
        }
    }

    /// Whether each request without a word about connections needs a new one.
    private static Answer closes(Bench bench, Poller poller) throws IOException {
        // A connection counts from its first request on.
        poller.kept(1);
        long before = bench.meters().connectionsOpened();
        poller.kept(WARM_UP);
        long opened = bench.meters().connectionsOpened() - before;
        return opened == 0 ? Answer.NO : opened >= WARM_UP ? Answer.YES : Answer.OPEN;
    }

    /// How many of the first new connections stay in the kernel, on the lab's side; negative: not
    /// known. They stay for a minute, so those of all blocks cannot be counted at the end.
    private static int leftBehind(Bench bench, Poller poller) throws IOException {
        OptionalInt before = lingering(bench);
        poller.fresh(COUNTED);
        OptionalInt after = lingering(bench);
        return before.isPresent() && after.isPresent() ? after.getAsInt() - before.getAsInt() : -1;
    }

    /// Connections that the lab's side closed and the kernel still holds.
    private static OptionalInt lingering(Bench bench) throws IOException {
        return KernelSockets.count(bench.http().getPort(), KernelSockets.State.TIME_WAIT);
    }

    private static Block block(Bench bench, Asking asking) throws IOException {
        Reading before = bench.meters();
        long began = System.nanoTime();
        long bytes = asking.ask();
        double millis = (System.nanoTime() - began) / 1e6;
        Reading after = bench.meters();
        return new Block(
                (after.cpuNanos() - before.cpuNanos()) / 1e3 / BLOCK,
                millis / BLOCK,
                (double) bytes / BLOCK,
                after.connectionsOpened() - before.connectionsOpened());
    }

    /// What open connections hold.
    private static Idle idle(Bench bench) throws IOException, InterruptedException {
        Guest guest = bench.guest();
        List<HttpWire> open = new ArrayList<>();
        LabProcess.collectGarbage(bench.pid());
        long heap = bench.meters().heapBytes();
        Optional<LabProcess> before = LabProcess.of(bench.pid());
        try {
            for (int i = 0; i < OPEN; i++) {
                HttpWire http = new HttpWire(bench.http());
                open.add(http);
                http.get("/poll/short", guest.bearer());
            }
            LabProcess.collectGarbage(bench.pid());
            long heapAfter = bench.meters().heapBytes();
            Optional<LabProcess> after = LabProcess.of(bench.pid());
            double files =
                    before.isPresent() && after.isPresent()
                            ? (after.get().fileDescriptors() - before.get().fileDescriptors())
                                    / (double) OPEN
                            : Double.NaN;
            return new Idle(files, (heapAfter - heap) / 1024.0 / OPEN);
        } finally {
            for (HttpWire http : open) {
                http.close();
            }
        }
    }

    private static Finding judge(Answer closes, Costs costs, int leftBehind, Idle idle) {
        Verdict verdict = verdict(closes, costs.cpu.isLower(FRESH, KEPT));
        return new Finding(
                verdict,
                verdict == Verdict.HOLDS_ONLY_WHEN ? "the client asks for it" : "",
                ("%d requests without a word about connections %s. With a"
                                + " new one for each, a request cost the lab %s µs of CPU against %s (%s),"
                                + " took %s ms against %s and %s bytes against %s; %s.")
                        .formatted(
                                WARM_UP,
                                switch (closes) {
                                    case NO -> "were answered on one TCP connection";
                                    case YES -> "needed a TCP connection each";
                                    case OPEN -> "needed several TCP connections";
                                },
                                Numbers.plain(costs.cpu.median(FRESH)),
                                Numbers.plain(costs.cpu.median(KEPT)),
                                costs.cpu.words(KEPT, FRESH),
                                Numbers.plain(costs.millis.median(FRESH)),
                                Numbers.plain(costs.millis.median(KEPT)),
                                Numbers.plain(costs.bytes.median(FRESH)),
                                Numbers.plain(costs.bytes.median(KEPT)),
                                leftBehind < 0
                                        ? "what stays behind in the kernel cannot be told here"
                                        : "%d of %d stayed behind in TIME_WAIT on the lab's side"
                                                .formatted(leftBehind, COUNTED)),
                "",
                ("HTTP/1.1 keeps connections by default (RFC 9112 §9.3; RFC 2068, 1997); HTTP/1.0 did not."
                                + " What an open connection holds while nobody asks: %s file descriptor and"
                                + " about %s KiB of heap here. That is all that closing saves, and it pays"
                                + " only for clients that come once or hardly ever. A handshake of TCP costs"
                                + " a round trip besides, and one of TLS another: the loopback shows"
                                + " neither. The CPU time includes the lab's ledger.")
                        .formatted(Numbers.plain(idle.files), Numbers.plain(idle.heapKibibytes)),
                List.of(
                        new Figure(
                                "requests without a word about connections", WARM_UP, "requests"),
                        new Figure("requests of each kind", BLOCK * BLOCKS, "requests"),
                        new Figure("connections, kept", costs.keptConnections, "connections"),
                        new Figure("connections, new", costs.freshConnections, "connections"),
                        new Figure("CPU of a request, kept", costs.cpu.median(KEPT), "µs"),
                        new Figure("CPU of a request, new", costs.cpu.median(FRESH), "µs"),
                        new Figure("time of a request, kept", costs.millis.median(KEPT), "ms"),
                        new Figure("time of a request, new", costs.millis.median(FRESH), "ms"),
                        new Figure("bytes of a request, kept", costs.bytes.median(KEPT), "bytes"),
                        new Figure("bytes of a request, new", costs.bytes.median(FRESH), "bytes"),
                        new Figure("left in TIME_WAIT", leftBehind, "of 100 sockets"),
                        new Figure("file descriptors of an idle one", idle.files, ""),
                        new Figure("heap of an idle one", idle.heapKibibytes, "KiB")));
    }

    /// @param closes whether a connection serves one request unless told otherwise
    /// @param saves whether a new connection for each request is found to cost less CPU
    static Verdict verdict(Answer closes, Answer saves) {
        return switch (saves) {
            case NO -> Verdict.DOES_NOT_HOLD;
            case OPEN -> Verdict.CANNOT_BE_TOLD;
            case YES ->
                    switch (closes) {
                        case YES -> Verdict.HOLDS;
                        case NO -> Verdict.HOLDS_ONLY_WHEN;
                        case OPEN -> Verdict.CANNOT_BE_TOLD;
                    };
        };
    }

    /// Asks and tells the bytes of both directions.
    @FunctionalInterface
    private interface Asking {
        long ask() throws IOException;
    }

    /// @param cpuMicros the lab's, of one request
    /// @param connections that were opened
    private record Block(double cpuMicros, double millis, double bytes, long connections) {}

    /// @param files descriptors of one connection
    private record Idle(double files, double heapKibibytes) {}

    private static final class Costs {
        private final Turns cpu = new Turns(KEPT);
        private final Turns millis = new Turns(KEPT);
        private final Turns bytes = new Turns(KEPT);
        private long keptConnections;
        private long freshConnections;

        void add(Block kept, Block fresh, Block again) {
            cpu.add(KEPT, kept.cpuMicros);
            cpu.add(FRESH, fresh.cpuMicros);
            cpu.addAgain(again.cpuMicros);
            millis.add(KEPT, kept.millis);
            millis.add(FRESH, fresh.millis);
            bytes.add(KEPT, kept.bytes);
            bytes.add(FRESH, fresh.bytes);
            keptConnections += kept.connections + again.connections;
            freshConnections += fresh.connections;
        }
    }
}

package dev.wirelab.load.claims;

import dev.wirelab.load.client.HttpClientConnection;
import dev.wirelab.load.interleaved.InterleavedRounds;
import dev.wirelab.load.interleaved.InterleavedRounds.Variant;
import dev.wirelab.load.interleaved.InterleavedSamples;
import dev.wirelab.load.interleaved.TestOutcome;
import dev.wirelab.load.measure.KernelSockets;
import dev.wirelab.load.measure.KernelSockets.State;
import dev.wirelab.load.measure.LabMeters;
import dev.wirelab.load.wire.EventReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The cost of a new connection for each request, and of an idle connection.
///
/// The same empty poll is requested many times, in interleaved blocks: on one connection, and each
/// time on a new one. Then connections are left open.
final class ShortConnections {
    static final Claim CLAIM =
            new Claim("short-connections", Duration.ofSeconds(4), ShortConnections::experiment);

    private static final int BLOCK = 400;
    private static final int ROUNDS = 5;
    private static final int PLAIN_REQUESTS = 300;
    private static final int TIME_WAIT_SAMPLE = 100;
    private static final int IDLE_CONNECTIONS = 200;
    private static final String KEPT = "kept connections";
    private static final String FRESH = "new connections";

    private ShortConnections() {}

    private static Finding experiment(ExperimentContext context)
            throws IOException, InterruptedException {
        Measurements measured = new Measurements();
        context.phase("kept and new connections, interleaved");
        String token = context.session().bearer();
        try (HttpClientConnection http = new HttpClientConnection(context.http())) {
            String body = http.get("/poll/short", token).body();
            String path = "/poll/short?after=" + EventReader.poll(body).cursor();
            int port = context.http().getPort();
            double before = KernelSockets.count(State.TIME_WAIT, port);
            fresh(context.http(), path, token, TIME_WAIT_SAMPLE);
            // They stay for one minute, so those of all blocks cannot be counted at the end.
            double timeWait = KernelSockets.count(State.TIME_WAIT, port) - before;
            measured.add("left in TIME_WAIT", timeWait, "of 100 connections");
            TestOutcome closes = closes(context, http, path, token);
            String keep = closes == TestOutcome.NO ? "" : "Connection: keep-alive\r\n";
            fresh(context.http(), path, token, PLAIN_REQUESTS);
            RequestLoop kept = () -> kept(http, path, token + keep, BLOCK);
            RequestLoop fresh = () -> fresh(context.http(), path, token, BLOCK);
            InterleavedRounds<Block> blocks =
                    InterleavedRounds.measure(
                            ROUNDS,
                            List.of(
                                    new Variant<>(KEPT, () -> block(context, kept)),
                                    new Variant<>(FRESH, () -> block(context, fresh))));
            context.phase("%d idle connections".formatted(IDLE_CONNECTIONS));
            idle(context, measured);
            return finding(measured, closes, blocks);
        }
    }

    /// Whether each request without a `Connection` header needs a new connection.
    private static TestOutcome closes(
            ExperimentContext context, HttpClientConnection http, String path, String token)
            throws IOException {
        long before = context.meters().connectionsOpened();
        kept(http, path, token, PLAIN_REQUESTS);
        long opened = context.meters().connectionsOpened() - before;
        if (opened == 0) {
            return TestOutcome.NO;
        }
        return opened >= PLAIN_REQUESTS ? TestOutcome.YES : TestOutcome.INCONCLUSIVE;
    }

    /// Sends requests on one connection, or on the next one whenever the server closes it.
    ///
    /// @return bytes of both directions
    private static long kept(HttpClientConnection http, String path, String headers, int times)
            throws IOException {
        long bytes = 0;
        for (int i = 0; i < times; i++) {
            bytes += http.get(path, headers).bytes();
        }
        return bytes;
    }

    /// Sends requests on a new connection each, and waits each time until the server has closed it.
    ///
    /// @return bytes of both directions
    private static long fresh(InetSocketAddress lab, String path, String headers, int times)
            throws IOException {
        long bytes = 0;
        for (int i = 0; i < times; i++) {
            try (HttpClientConnection http = new HttpClientConnection(lab)) {
                bytes += http.get(path, headers + "Connection: close\r\n").bytes();
                if (!http.socket().isAtEnd()) {
                    throw new IOException("the lab sent data after Connection: close");
                }
            }
        }
        return bytes;
    }

    private static Block block(ExperimentContext context, RequestLoop loop) throws IOException {
        LabMeters before = context.meters();
        long start = System.nanoTime();
        double bytes = loop.run();
        double millis = (System.nanoTime() - start) / 1e6;
        LabMeters after = context.meters();
        return new Block(
                (after.cpuNanos() - before.cpuNanos()) / 1e3 / BLOCK,
                millis / BLOCK,
                bytes / BLOCK,
                after.connectionsOpened() - before.connectionsOpened());
    }

    /// Measures what an open connection costs while it is idle.
    private static void idle(ExperimentContext context, Measurements measured)
            throws IOException, InterruptedException {
        String token = context.session().bearer();
        List<HttpClientConnection> open = new ArrayList<>();
        double heap = context.heapBytes();
        double descriptors = descriptors(context);
        try {
            for (int i = 0; i < IDLE_CONNECTIONS; i++) {
                open.add(new HttpClientConnection(context.http()));
                open.getLast().get("/poll/short", token);
            }
            double kibibytes = (context.heapBytes() - heap) / 1024;
            descriptors = descriptors(context) - descriptors;
            measured.add(
                    "file descriptors of an idle connection", descriptors / IDLE_CONNECTIONS, "");
            measured.add("heap of an idle connection", kibibytes / IDLE_CONNECTIONS, "KiB");
        } finally {
            for (HttpClientConnection http : open) {
                http.close();
            }
        }
    }

    private static double descriptors(ExperimentContext context) {
        return context.process().map(it -> (double) it.fileDescriptors()).orElse(Double.NaN);
    }

    /// @param closes whether HTTP closes the connection after a request by default
    /// @param saves whether a new connection for each request costs less CPU
    static ClaimVerdict verdict(TestOutcome closes, TestOutcome saves) {
        return switch (saves) {
            case NO -> ClaimVerdict.DOES_NOT_HOLD;
            case INCONCLUSIVE -> ClaimVerdict.INCONCLUSIVE;
            case YES ->
                    switch (closes) {
                        case YES -> ClaimVerdict.HOLDS;
                        case NO -> ClaimVerdict.HOLDS_ONLY_WHEN;
                        case INCONCLUSIVE -> ClaimVerdict.INCONCLUSIVE;
                    };
        };
    }

    private static Finding finding(
            Measurements measured, TestOutcome closes, InterleavedRounds<Block> blocks) {
        InterleavedSamples cpu = blocks.samples(Block::cpuMicros);
        InterleavedSamples millis = blocks.samples(Block::millis);
        InterleavedSamples bytes = blocks.samples(Block::bytes);
        InterleavedSamples connections = blocks.samples(Block::connections);
        measured.add("requests without a Connection header", PLAIN_REQUESTS, "requests");
        measured.add("requests of each kind", BLOCK * ROUNDS, "requests");
        for (String kind : List.of(KEPT, FRESH)) {
            measured.add("opened, " + kind, connections.total(kind), "connections");
        }
        measured.add("CPU", cpu, "µs per request");
        measured.add("time", millis, "ms per request");
        measured.add("bytes", bytes, "bytes per request");
        String needed =
                switch (closes) {
                    case NO -> "used one TCP connection";
                    case YES -> "needed a TCP connection each";
                    case INCONCLUSIVE -> "needed several TCP connections";
                };
        measured.word("needed", needed);
        measured.word("CPU compared", cpu.describe(KEPT, FRESH));
        return measured.finding(CLAIM, verdict(closes, cpu.isLower(FRESH, KEPT)));
    }

    /// Sends requests and returns the bytes of both directions.
    @FunctionalInterface
    private interface RequestLoop {
        long run() throws IOException;
    }

    /// Of one request, but for `connections`: those opened during the block.
    private record Block(double cpuMicros, double millis, double bytes, double connections) {}
}

package dev.wirelab.load.claims;

import dev.wirelab.load.client.EventStreamClient;
import dev.wirelab.load.client.ReaderGroup;
import dev.wirelab.load.client.WebSocketClient;
import dev.wirelab.load.interleaved.TestOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// The lab's heap per idle connection: WebSockets, and event streams.
final class SseMemory {
    static final Claim CLAIM =
            new Claim("sse-memory", Duration.ofSeconds(8), SseMemory::experiment);

    /// 40 % less: a WebSocket needs so many times the memory of an event stream.
    private static final double TIMES = 1 / 0.6;

    private static final double CLAIMED_SOCKET = 2 * 1024;
    private static final double CLAIMED_STREAM = 512;

    /// Connections that are opened first, so that what the lab needs once is not measured.
    private static final int FIRST = 20;

    private SseMemory() {}

    private static Finding experiment(ExperimentContext context)
            throws IOException, InterruptedException {
        try (ReaderGroup first = new ReaderGroup()) {
            for (int i = 0; i < FIRST; i++) {
                first.add(new WebSocketClient(context.http(), context.session()));
                first.add(new EventStreamClient(context.http(), context.session()));
            }
        }
        ConnectionHeap sockets =
                ConnectionHeap.measure(
                        context,
                        "WebSockets",
                        session -> new WebSocketClient(context.http(), session));
        ConnectionHeap streams =
                ConnectionHeap.measure(
                        context,
                        "event streams",
                        session -> new EventStreamClient(context.http(), session));
        Measurements measured = new Measurements();
        measured.add("heap of a WebSocket", sockets.estimate(), "KiB");
        measured.add("heap of an event stream", streams.estimate(), "KiB");
        measured.ratio("share of a WebSocket", "heap of an event stream", "heap of a WebSocket");
        measured.word("WebSocket", sockets.inWords());
        measured.word("event stream", streams.inWords());
        boolean share = sockets.isAtLeast(TIMES, streams) == TestOutcome.YES;
        measured.word("which", CLAIM.text(share ? "which.share" : "which.sizes"));
        return measured.finding(CLAIM, verdict(sockets, streams));
    }

    /// The share is one case, the two sizes are the other.
    static ClaimVerdict verdict(ConnectionHeap sockets, ConnectionHeap streams) {
        return ClaimVerdict.of(
                List.of(
                        sockets.isAtLeast(TIMES, streams),
                        sockets.isAbout(CLAIMED_SOCKET).and(streams.isAbout(CLAIMED_STREAM))));
    }
}

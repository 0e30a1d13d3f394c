package dev.wirelab.load.claims;

import dev.wirelab.load.client.ClientSession;
import dev.wirelab.load.client.EventClient;
import dev.wirelab.load.client.ReaderGroup;
import dev.wirelab.load.interleaved.TestOutcome;
import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.stats.Slope;
import dev.wirelab.load.text.TextFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The lab's heap per open connection with its session, in KiB, with a confidence of 95 %.
///
/// @param kib empty: it could not be measured
record ConnectionHeap(Optional<Interval> kib) {
    private static final List<Integer> SIZES = List.of(100, 200, 300);

    /// Opens a connection.
    @FunctionalInterface
    interface Connector {
        EventClient connect(ClientSession session) throws IOException;
    }

    /// Measures it: the slope over 0, 100, 200 and 300 connections after garbage collections.
    ///
    /// @param kind the connections in words
    static ConnectionHeap measure(ExperimentContext context, String kind, Connector connector)
            throws IOException, InterruptedException {
        context.phase("heap with up to %d %s".formatted(SIZES.getLast(), kind));
        Map<Double, Double> heap = new LinkedHashMap<>();
        heap.put(0.0, context.heapBytes() / 1024);
        List<ClientSession> own = new ArrayList<>();
        try (ReaderGroup readers = new ReaderGroup()) {
            for (int size : SIZES) {
                while (own.size() < size) {
                    own.add(context.session());
                    readers.add(connector.connect(own.getLast()));
                }
                heap.put((double) size, context.heapBytes() / 1024);
            }
        }
        for (ClientSession session : own) {
            context.logOut(session);
        }
        return new ConnectionHeap(Slope.of(heap).map(Slope::perUnit));
    }

    /// Whether it is at least so many times another.
    TestOutcome isAtLeast(double times, ConnectionHeap other) {
        if (kib.isEmpty() || other.kib.isEmpty()) {
            return TestOutcome.INCONCLUSIVE;
        }
        if (kib.get().low() >= times * other.kib.get().high()) {
            return TestOutcome.YES;
        }
        return kib.get().high() < times * other.kib.get().low()
                ? TestOutcome.NO
                : TestOutcome.INCONCLUSIVE;
    }

    /// Whether it is between a half of a value and its double.
    ///
    /// @param claimed in KiB
    TestOutcome isAbout(double claimed) {
        if (kib.isEmpty()) {
            return TestOutcome.INCONCLUSIVE;
        }
        Interval own = kib.get();
        if (own.high() < claimed / 2 || own.low() > claimed * 2) {
            return TestOutcome.NO;
        }
        boolean within = own.low() >= claimed / 2 && own.high() <= claimed * 2;
        return within ? TestOutcome.YES : TestOutcome.INCONCLUSIVE;
    }

    /// NaN if it is unknown.
    double estimate() {
        return kib.map(Interval::estimate).orElse(Double.NaN);
    }

    String inWords() {
        return kib.map(it ->
                        "%s KiB (%s)"
                                .formatted(TextFormat.rounded(it.estimate()), TextFormat.range(it)))
                .orElse("unknown");
    }
}

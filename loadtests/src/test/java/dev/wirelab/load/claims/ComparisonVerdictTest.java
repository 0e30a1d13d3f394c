package dev.wirelab.load.claims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.claims.LongPollWaste.Cost;
import dev.wirelab.load.interleaved.InterleavedRounds;
import dev.wirelab.load.interleaved.InterleavedSamples;
import dev.wirelab.load.interleaved.TestOutcome;
import dev.wirelab.load.stats.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Verdicts that depend on several quantities of each transport. A quantity is given as a multiple
/// of WebSocket's, or TCP's, in four rounds that vary by 3 %; `?` is noise of a factor of ten.
final class ComparisonVerdictTest {
    private static final String NOISE = "?";
    private static final double[] QUIET = {1, 1.03, 0.98, 1.01};
    private static final double[] LOUD = {0.3, 3, 0.4, 2.5};

    @ParameterizedTest
    @CsvSource({
        "42 to 44, 3.5, 3,   2.5, 2.6, HOLDS",
        "11 to 12, 3.5, 3,   2.5, 2.6, HOLDS_ONLY_WHEN",
        "11 to 12, 3.5, ?,   1.2, ?,   HOLDS_ONLY_WHEN",
        "11 to 12, 1.2, 1.1, 0.9, 1,   DOES_NOT_HOLD",
        "5 to 60,  3.5, 3,   2.5, 2.6, INCONCLUSIVE",
        "5 to 60,  1.2, 1.1, 0.9, 1,   INCONCLUSIVE",
        "42 to 44, 3.5, ?,   2.5, 2.6, INCONCLUSIVE",
        "42 to 44, 3.5, 2,   2.5, 2.6, INCONCLUSIVE",
        "11 to 12, 1.2, 1.1, 0.9, ?,   INCONCLUSIVE"
    })
    void longPollWaste(
            String heap,
            String bytes,
            String cpu,
            String burstBytes,
            String burstCpu,
            ClaimVerdict verdict) {
        assertThat(
                        ClaimVerdict.of(
                                List.copyOf(
                                        wasted(heap, costs(bytes, cpu), costs(burstBytes, burstCpu))
                                                .values())))
                .isEqualTo(verdict);
    }

    @Test
    void aConditionNamesWhatIsWastedAndWhatIsInconclusive() {
        Map<String, TestOutcome> wasted =
                wasted("11 to 12", costs("3.5", NOISE), costs("1.2", "3"));
        Measurements measured = new Measurements();
        measured.word("wasted", LongPollWaste.names(wasted, TestOutcome.YES));
        measured.word("not wasted", LongPollWaste.notWasted(wasted));
        String condition = LongPollWaste.CLAIM.text("condition");
        assertThat(
                        measured.finding(ClaimVerdict.HOLDS_ONLY_WHEN, condition, "", "", "")
                                .condition())
                .isEqualTo(
                        "it refers to the bytes of messages one by one, CPU of bursts (not to the heap of"
                                + " an idle connection, bytes of bursts; inconclusive for the CPU of messages"
                                + " one by one)");
    }

    private static Map<String, TestOutcome> wasted(
            String heap, InterleavedRounds<Cost> oneByOne, InterleavedRounds<Cost> bursts) {
        return LongPollWaste.wasted(heap("20 to 21"), heap(heap), oneByOne, bursts);
    }

    private static ConnectionHeap heap(String kibibytes) {
        if (kibibytes.equals(NOISE)) {
            return new ConnectionHeap(Optional.empty());
        }
        String[] ends = kibibytes.split(" to ", -1);
        double low = Double.parseDouble(ends[0]);
        double high = Double.parseDouble(ends[1]);
        return new ConnectionHeap(Optional.of(new Interval((low + high) / 2, low, high)));
    }

    /// Heap of a WebSocket and of an event stream.
    @ParameterizedTest
    @CsvSource({
        "52 to 54,     30 to 31,   HOLDS_ONLY_WHEN",
        "1900 to 2100, 500 to 520, HOLDS",
        "1950 to 2100, 1100 to 1150, HOLDS_ONLY_WHEN",
        "18 to 20,     17 to 19,   DOES_NOT_HOLD",
        "18 to 90,     17 to 19,   INCONCLUSIVE",
        "?,            17 to 19,   INCONCLUSIVE"
    })
    void sseMemory(String socket, String stream, ClaimVerdict verdict) {
        assertThat(SseMemory.verdict(heap(socket), heap(stream))).isEqualTo(verdict);
    }

    /// How many times TLS takes longer to open, for a message, and more CPU for one.
    @ParameterizedTest
    @CsvSource({
        "5,   3,   3,   HOLDS",
        "5,   1.1, 1.3, HOLDS_ONLY_WHEN",
        "1.2, 1.1, 1.3, DOES_NOT_HOLD",
        "5,   ?,   3,   INCONCLUSIVE"
    })
    void wssSlow(String opening, String latency, String cpu, ClaimVerdict verdict) {
        InterleavedRounds<WssSlow.Costs> costs = new InterleavedRounds<>(WssSlow.WS);
        for (int i = 0; i < QUIET.length; i++) {
            double quiet = QUIET[i];
            costs.add(WssSlow.WS, new WssSlow.Costs(quiet, quiet, quiet));
            costs.add(
                    WssSlow.WSS,
                    new WssSlow.Costs(times(opening, i), times(latency, i), times(cpu, i)));
            costs.addRepeat(new WssSlow.Costs(quiet * 1.02, quiet * 1.02, quiet * 1.02));
        }
        assertThat(ClaimVerdict.of(List.copyOf(WssSlow.slow(costs).values()))).isEqualTo(verdict);
    }

    /// How many times a long poll takes the bytes, the CPU and the latency of an event stream.
    @ParameterizedTest
    @CsvSource({
        "1.3, 1.2, 1.1, HOLDS",
        "1.3, 5,   1.1, HOLDS_ONLY_WHEN",
        "3,   5,   2,   DOES_NOT_HOLD",
        "1.3, ?,   1.1, INCONCLUSIVE",
        "1.3, 1.5, 1.1, INCONCLUSIVE"
    })
    void pollingNearSse(String bytes, String cpu, String latency, ClaimVerdict verdict) {
        InterleavedRounds<PollingNearSse.Cost> costs = new InterleavedRounds<>(PollingNearSse.SSE);
        for (int i = 0; i < QUIET.length; i++) {
            double quiet = QUIET[i];
            costs.add(PollingNearSse.SSE, new PollingNearSse.Cost(quiet, 0, quiet, quiet));
            costs.add(
                    PollingNearSse.POLLS,
                    new PollingNearSse.Cost(times(bytes, i), 1, times(cpu, i), times(latency, i)));
            costs.addRepeat(new PollingNearSse.Cost(quiet * 1.02, 0, quiet * 1.02, quiet * 1.02));
        }
        assertThat(ClaimVerdict.of(List.copyOf(PollingNearSse.near(costs).values())))
                .isEqualTo(verdict);
    }

    private static InterleavedRounds<Cost> costs(String bytes, String cpu) {
        InterleavedRounds<Cost> costs = new InterleavedRounds<>(LongPollWaste.SOCKETS);
        for (int i = 0; i < QUIET.length; i++) {
            costs.add(LongPollWaste.SOCKETS, new Cost(QUIET[i], 0, QUIET[i]));
            costs.add(LongPollWaste.POLLS, new Cost(times(bytes, i), 1, times(cpu, i)));
            costs.addRepeat(new Cost(QUIET[i] * 1.02, 0, QUIET[i] * 1.02));
        }
        return costs;
    }

    private static double times(String times, int round) {
        return times.equals(NOISE) ? 2 * LOUD[round] : Double.parseDouble(times) * QUIET[3 - round];
    }

    /// Overhead, latency with a delay and on loopback, of WebSocket, then of long polling.
    @ParameterizedTest
    @CsvSource({
        "1.1, 1, 1,   10,  3, 1.2, HOLDS_ONLY_WHEN",
        "1.1, 1, ?,   10,  3, 1.2, HOLDS_ONLY_WHEN",
        "5,   1, 3,   10,  3, 1.2, HOLDS",
        "5,   3, 1,   10,  1, 3,   HOLDS",
        "5,   3, 1,   1.5, 3, 3,   HOLDS_ONLY_WHEN",
        "1.1, 1, 1,   10,  1, 1.2, DOES_NOT_HOLD",
        "1.1, 1, 1,   1.5, 3, 1.2, DOES_NOT_HOLD",
        "5,   1, 1,   10,  1, 1,   DOES_NOT_HOLD",
        "1.1, 1, 1,   10,  ?, 1.2, INCONCLUSIVE",
        "1.1, 1, 1,   10,  1, ?,   INCONCLUSIVE",
        "5,   ?, 1,   10,  3, 1.2, INCONCLUSIVE",
        "5,   1, 2,   10,  3, 1.2, INCONCLUSIVE"
    })
    void rawTcp(
            double socketOverhead,
            String socketFar,
            String socketNear,
            double pollOverhead,
            String pollFar,
            String pollNear,
            ClaimVerdict verdict) {
        assertThat(
                        RawTcp.verdict(
                                socketOverhead,
                                pollOverhead,
                                latencies(socketNear, pollNear),
                                latencies(socketFar, pollFar)))
                .isEqualTo(verdict);
    }

    @Test
    void withoutPairsOfMessagesTheLatencyWithADelayIsInconclusive() {
        InterleavedSamples none =
                new InterleavedRounds<Double>(RawTcp.TCP).samples(Double::doubleValue);
        assertThat(RawTcp.verdict(1.1, 10, latencies("1", "1.2"), none))
                .isEqualTo(ClaimVerdict.INCONCLUSIVE);
    }

    private static InterleavedSamples latencies(String socket, String poll) {
        InterleavedRounds<Double> rounds = new InterleavedRounds<>(RawTcp.TCP);
        for (int i = 0; i < QUIET.length; i++) {
            rounds.add(RawTcp.TCP, QUIET[i]);
            rounds.add(RawTcp.WEBSOCKET, times(socket, i));
            rounds.add(RawTcp.LONG_POLL, times(poll, i));
            rounds.addRepeat(QUIET[i] * 1.02);
        }
        return rounds.samples(Double::doubleValue);
    }
}

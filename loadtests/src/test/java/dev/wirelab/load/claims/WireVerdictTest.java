package dev.wirelab.load.claims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.claims.LongPollWasteFinding.Idle;
import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.stats.Slope;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The verdicts that follow from several measures of each wire at once. A cost is told by how many
/// times a WebSocket's, or TCP's, it is in four turns that vary by 3 %; `?` is noise of ten times.
final class WireVerdictTest {
    private static final String NOISE = "?";
    private static final double[] QUIET = {1, 1.03, 0.98, 1.01};
    private static final double[] LOUD = {0.3, 3, 0.4, 2.5};

    @ParameterizedTest
    @CsvSource({
        "42 to 44, 3.5, 3,   2.5, 2.6, HOLDS",
        "11 to 12, 3.5, 3,   2.5, 2.6, HOLDS_ONLY_WHEN",
        "11 to 12, 3.5, ?,   1.2, ?,   HOLDS_ONLY_WHEN",
        "11 to 12, 1.2, 1.1, 0.9, 1,   DOES_NOT_HOLD",
        "5 to 60,  3.5, 3,   2.5, 2.6, CANNOT_BE_TOLD",
        "5 to 60,  1.2, 1.1, 0.9, 1,   CANNOT_BE_TOLD",
        "42 to 44, 3.5, ?,   2.5, 2.6, CANNOT_BE_TOLD",
        "42 to 44, 3.5, 2,   2.5, 2.6, CANNOT_BE_TOLD",
        "11 to 12, 1.2, 1.1, 0.9, ?,   CANNOT_BE_TOLD"
    })
    void longPollWaste(
            String heap,
            String bytes,
            String cpu,
            String burstBytes,
            String burstCpu,
            Verdict verdict) {
        assertThat(waste(heap, busy(bytes, cpu), busy(burstBytes, burstCpu)).verdict())
                .isEqualTo(verdict);
    }

    @Test
    void aWasteOfSomeResourcesNamesThemAndWhatIsOpen() {
        assertThat(waste("11 to 12", busy("3.5", NOISE), busy("1.2", "3")).verdictInWords())
                .isEqualTo(
                        "holds only when it is about bytes of messages one by one, CPU of bursts (not about"
                                + " the heap of an idle connection, bytes of bursts; of CPU of messages"
                                + " one by one it cannot be told here whether it is that much)");
    }

    private static Finding waste(String heap, Busy oneByOne, Busy inBursts) {
        Turns cpu = new Turns(LongPollWaste.NOBODY);
        Idle idle =
                new Idle(
                        Optional.of(slope("20 to 21")),
                        Optional.of(slope(heap)),
                        426,
                        0.32,
                        426,
                        cpu);
        return new LongPollWasteFinding(idle, oneByOne, inBursts).finding();
    }

    private static Slope slope(String kibibytes) {
        String[] ends = kibibytes.split(" to ", -1);
        double low = Double.parseDouble(ends[0]) * 1024;
        double high = Double.parseDouble(ends[1]) * 1024;
        return new Slope(new Interval((low + high) / 2, low, high), 0, 1);
    }

    private static Busy busy(String bytes, String cpu) {
        Busy busy = new Busy();
        for (int i = 0; i < QUIET.length; i++) {
            busy.add(LongPollWaste.SOCKETS, new Busy.Cost(QUIET[i], 0, QUIET[i]));
            busy.add(LongPollWaste.POLLS, new Busy.Cost(times(bytes, i), 1, times(cpu, i)));
            busy.addAgain(new Busy.Cost(QUIET[i] * 1.02, 0, QUIET[i] * 1.02));
        }
        return busy;
    }

    private static double times(String times, int turn) {
        return times.equals(NOISE) ? 2 * LOUD[turn] : Double.parseDouble(times) * QUIET[3 - turn];
    }

    /// Overhead, delay far and delay near of WebSocket, then of long polls.
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
        "1.1, 1, 1,   10,  ?, 1.2, CANNOT_BE_TOLD",
        "1.1, 1, 1,   10,  1, ?,   CANNOT_BE_TOLD",
        "5,   ?, 1,   10,  3, 1.2, CANNOT_BE_TOLD",
        "5,   1, 2,   10,  3, 1.2, CANNOT_BE_TOLD"
    })
    void rawTcp(
            double socketOverhead,
            String socketFar,
            String socketNear,
            double pollOverhead,
            String pollFar,
            String pollNear,
            Verdict verdict) {
        Finding finding =
                new RawTcpFinding(
                                List.of(overhead(socketOverhead, pollOverhead)),
                                delays(socketNear, pollNear),
                                delays(socketFar, pollFar),
                                100)
                        .finding();
        assertThat(finding.verdict()).isEqualTo(verdict);
        assertThat(finding.condition().isEmpty()).isEqualTo(verdict != Verdict.HOLDS_ONLY_WHEN);
    }

    /// So many times TCP's hundred bytes.
    private static Overhead overhead(double socket, double poll) {
        return new Overhead(
                16, 80, 100, (int) Math.round(socket * 100), (int) Math.round(poll * 100), 0, 0, 0);
    }

    private static Turns delays(String socket, String poll) {
        Turns turns = new Turns(RawTcp.TCP);
        for (int i = 0; i < QUIET.length; i++) {
            turns.add(RawTcp.TCP, QUIET[i]);
            turns.add(RawTcp.WEBSOCKET, times(socket, i));
            turns.add(RawTcp.LONG_POLL, times(poll, i));
            turns.addAgain(QUIET[i] * 1.02);
        }
        return turns;
    }

    @Test
    void withoutPairsCloseEnoughNothingIsToldOfDelaysFarAway() {
        Turns near = delays("1", "1.2");
        Finding finding =
                new RawTcpFinding(List.of(overhead(1.1, 10)), near, new Turns(RawTcp.TCP), 100)
                        .finding();
        assertThat(finding.verdict()).isEqualTo(Verdict.CANNOT_BE_TOLD);
    }
}

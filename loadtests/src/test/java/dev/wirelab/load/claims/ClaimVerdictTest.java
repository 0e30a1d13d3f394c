package dev.wirelab.load.claims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.claims.MessagePairs.SecondMessage;
import dev.wirelab.load.interleaved.InterleavedRounds;
import dev.wirelab.load.interleaved.TestOutcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Verdicts depend only on the numbers: another behaviour of the lab leads to another verdict, and
/// noise to an inconclusive one.
final class ClaimVerdictTest {
    @ParameterizedTest
    @CsvSource({
        "YES,          HOLDS",
        "NO NO,        DOES_NOT_HOLD",
        "YES NO,       HOLDS_ONLY_WHEN",
        "NO INCONCLUSIVE YES,  HOLDS_ONLY_WHEN",
        "YES INCONCLUSIVE,     INCONCLUSIVE",
        "NO INCONCLUSIVE,      INCONCLUSIVE",
        "INCONCLUSIVE,         INCONCLUSIVE"
    })
    void ofSeveralCases(String cases, ClaimVerdict verdict) {
        assertThat(
                        ClaimVerdict.of(
                                Arrays.stream(cases.split(" ")).map(TestOutcome::valueOf).toList()))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "YES,  YES,  YES,  YES",
        "YES,  NO,   NO,   YES",
        "YES,  INCONCLUSIVE, INCONCLUSIVE, YES",
        "NO,   INCONCLUSIVE, NO,   INCONCLUSIVE",
        "NO,   NO,   NO,   NO",
        "INCONCLUSIVE, INCONCLUSIVE, INCONCLUSIVE, INCONCLUSIVE"
    })
    void ofTwoAnswers(TestOutcome one, TestOutcome other, TestOutcome both, TestOutcome either) {
        assertThat(one.and(other)).isEqualTo(other.and(one)).isEqualTo(both);
        assertThat(one.or(other)).isEqualTo(other.or(one)).isEqualTo(either);
    }

    @ParameterizedTest
    @CsvSource({
        "871,  871,  2, true,  HOLDS",
        "800,  950,  2, true,  HOLDS",
        "800,  950,  2, false, INCONCLUSIVE",
        "440,  900,  2, true,  HOLDS_ONLY_WHEN",
        "871,  2000, 2, true,  HOLDS_ONLY_WHEN",
        "440,  900,  2, false, INCONCLUSIVE",
        "440,  700,  2, true,  DOES_NOT_HOLD",
        "440,  700,  2, false, DOES_NOT_HOLD",
        "2000, 2000, 2, true,  DOES_NOT_HOLD",
        "871,  871,  6, true,  DOES_NOT_HOLD"
    })
    void kaazingBytes(
            int poll, int browserPoll, int frame, boolean inProportion, ClaimVerdict verdict) {
        assertThat(KaazingBytes.verdict(poll, browserPoll, frame, inProportion)).isEqualTo(verdict);
    }

    /// Each `gap/latency`, in transits. A message with a longer gap takes less; on a noisy machine
    /// it takes more.
    @ParameterizedTest
    @CsvSource({
        "0.05/3.05 1.00/2.02 2.50/1.02, HOLDS",
        "0.30/2.70 1.40/1.62 2.80/1.02, HOLDS",
        "0.05/3.05 2.40/1.02 2.50/1.02, HOLDS",
        "0.36/2.64 1.36/1.64 2.86/1.00, INCONCLUSIVE",
        "0.05/1.02 1.00/1.02 2.50/1.02, DOES_NOT_HOLD",
        "0.05/2.10 1.00/1.90 2.50/1.02, DOES_NOT_HOLD",
        "0.05/5.00 1.00/2.02 2.50/1.02, INCONCLUSIVE",
        "0.05/3.10 1.00/1.60 2.50/1.02, INCONCLUSIVE",
        "0.05/3.10 1.00/2.02 2.50/1.80, INCONCLUSIVE",
        "0.05/3.10 1.00/2.02,           INCONCLUSIVE"
    })
    void longPollTransits(String seconds, ClaimVerdict verdict) {
        List<SecondMessage> measured =
                Arrays.stream(seconds.split(" "))
                        .map(second -> second.split("/", -1))
                        .map(two ->
                                new SecondMessage(
                                        Double.parseDouble(two[0]), Double.parseDouble(two[1])))
                        .toList();
        assertThat(LongPollTransits.verdict(measured)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "YES,  YES,  HOLDS",
        "NO,   YES,  HOLDS_ONLY_WHEN",
        "INCONCLUSIVE, YES,  INCONCLUSIVE",
        "NO,   NO,   DOES_NOT_HOLD",
        "YES,  NO,   DOES_NOT_HOLD",
        "INCONCLUSIVE, NO,   DOES_NOT_HOLD",
        "NO,   INCONCLUSIVE, INCONCLUSIVE",
        "YES,  INCONCLUSIVE, INCONCLUSIVE"
    })
    void shortConnections(TestOutcome closes, TestOutcome saves, ClaimVerdict verdict) {
        assertThat(ShortConnections.verdict(closes, saves)).isEqualTo(verdict);
    }

    /// -1: unknown to the kernel.
    @ParameterizedTest
    @CsvSource({
        "0,  0,  true,  1,  DOES_NOT_HOLD",
        "0,  -1, true,  -1, DOES_NOT_HOLD",
        "1,  1,  true,  1,  HOLDS",
        "1,  -1, false, -1, HOLDS",
        "0,  0,  false, 1,  INCONCLUSIVE",
        "0,  0,  true,  2,  INCONCLUSIVE",
        "0,  0,  true,  0,  INCONCLUSIVE",
        "1,  0,  true,  1,  INCONCLUSIVE",
        "0,  1,  true,  1,  INCONCLUSIVE",
        "-2, 0,  true,  1,  INCONCLUSIVE"
    })
    void handshakeChannel(
            double opened, int kernelOpened, boolean same, int kernelAfter, ClaimVerdict verdict) {
        assertThat(HandshakeChannel.verdict(opened, known(kernelOpened), same, known(kernelAfter)))
                .isEqualTo(verdict);
    }

    private static double known(int count) {
        return count < 0 ? Double.NaN : count;
    }

    /// Milliseconds of `/healthz`, of its repeats, and of short polls, one value per block.
    @ParameterizedTest
    @CsvSource({
        "0.2 0.2 0.3,    0.2 0.3 0.2,    0.3 0.3 0.4,    1000.5, DOES_NOT_HOLD",
        "60 60.1 60.2,   60 60.2 60.1,   60 60.2 60.1,   1060.0, DOES_NOT_HOLD",
        "0.2 0.2 0.3,    0.2 0.3 0.2,    500 501 502,    1000.5, HOLDS",
        "60 60.1 60.2,   60 60.2 60.1,   90 90.2 90.1,   1060.0, HOLDS",
        "0.2 0.2 0.3,    0.2 0.3 0.2,    0.3 0.3 0.4,    0.4,    INCONCLUSIVE",
        "30 60 120,      40 60 90,       60 90 150,      1060.0, INCONCLUSIVE",
        "60 60.1 60.2,   90 90.2 90.1,   85 85.2 85.1,   1060.0, INCONCLUSIVE"
    })
    void shortPollHolds(
            String health, String again, String shortPoll, double longPoll, ClaimVerdict verdict) {
        InterleavedRounds<Double> rounds = new InterleavedRounds<>(ShortPollHolds.HEALTH);
        numbers(health).forEach(value -> rounds.add(ShortPollHolds.HEALTH, value));
        numbers(again).forEach(rounds::addRepeat);
        numbers(shortPoll).forEach(value -> rounds.add(ShortPollHolds.SHORT, value));
        assertThat(ShortPollHolds.verdict(rounds.samples(Double::doubleValue), longPoll))
                .isEqualTo(verdict);
    }

    /// Numbers separated by blanks.
    private static DoubleStream numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble);
    }

    @Test
    void everyClaimHasAnIdAStatementAndASource() {
        assertThat(Claims.all())
                .hasSize(11)
                .allSatisfy(claim -> {
                    assertThat(claim.id()).matches("[a-z][a-z-]+");
                    assertThat(claim.claimed()).endsWith(".");
                    assertThat(claim.source()).isNotBlank();
                    assertThat(Claims.byId(claim.id())).contains(claim);
                });
        assertThat(ClaimsRun.estimate(Claims.all())).isLessThan(Duration.ofMinutes(3));
    }
}

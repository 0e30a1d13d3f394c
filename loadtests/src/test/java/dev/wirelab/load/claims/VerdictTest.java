package dev.wirelab.load.claims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.claims.Pairs.Second;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Verdicts follow from the numbers: of a lab that behaves otherwise they are others, and of
/// numbers that noise has blurred there is none.
final class VerdictTest {
    @ParameterizedTest
    @CsvSource({
        "YES,          HOLDS",
        "NO NO,        DOES_NOT_HOLD",
        "YES NO,       HOLDS_ONLY_WHEN",
        "NO OPEN YES,  HOLDS_ONLY_WHEN",
        "YES OPEN,     CANNOT_BE_TOLD",
        "NO OPEN,      CANNOT_BE_TOLD",
        "OPEN,         CANNOT_BE_TOLD"
    })
    void ofSeveralCases(String cases, Verdict verdict) {
        assertThat(Verdict.of(Arrays.stream(cases.split(" ")).map(Answer::valueOf).toList()))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "YES,  YES,  YES,  YES",
        "YES,  NO,   NO,   YES",
        "YES,  OPEN, OPEN, YES",
        "NO,   OPEN, NO,   OPEN",
        "NO,   NO,   NO,   NO",
        "OPEN, OPEN, OPEN, OPEN"
    })
    void ofTwoAnswers(Answer one, Answer other, Answer both, Answer either) {
        assertThat(one.and(other)).isEqualTo(other.and(one)).isEqualTo(both);
        assertThat(one.or(other)).isEqualTo(other.or(one)).isEqualTo(either);
    }

    @ParameterizedTest
    @CsvSource({
        "871,  871,  2, true,  HOLDS",
        "800,  950,  2, true,  HOLDS",
        "800,  950,  2, false, CANNOT_BE_TOLD",
        "440,  900,  2, true,  HOLDS_ONLY_WHEN",
        "871,  2000, 2, true,  HOLDS_ONLY_WHEN",
        "440,  900,  2, false, CANNOT_BE_TOLD",
        "440,  700,  2, true,  DOES_NOT_HOLD",
        "440,  700,  2, false, DOES_NOT_HOLD",
        "2000, 2000, 2, true,  DOES_NOT_HOLD",
        "871,  871,  6, true,  DOES_NOT_HOLD"
    })
    void kaazingBytes(int poll, int browserPoll, int frame, boolean inProportion, Verdict verdict) {
        assertThat(KaazingBytesFinding.verdict(poll, browserPoll, frame, inProportion))
                .isEqualTo(verdict);
    }

    /// Each `gap/latency`, in transits. A message that was said late takes less; a noisy machine
    /// more.
    @ParameterizedTest
    @CsvSource({
        "0.05/3.05 1.00/2.02 2.50/1.02, HOLDS",
        "0.30/2.70 1.40/1.62 2.80/1.02, HOLDS",
        "0.05/3.05 2.40/1.02 2.50/1.02, HOLDS",
        "0.36/2.64 1.36/1.64 2.86/1.00, CANNOT_BE_TOLD",
        "0.05/1.02 1.00/1.02 2.50/1.02, DOES_NOT_HOLD",
        "0.05/2.10 1.00/1.90 2.50/1.02, DOES_NOT_HOLD",
        "0.05/5.00 1.00/2.02 2.50/1.02, CANNOT_BE_TOLD",
        "0.05/3.10 1.00/1.60 2.50/1.02, CANNOT_BE_TOLD",
        "0.05/3.10 1.00/2.02 2.50/1.80, CANNOT_BE_TOLD",
        "0.05/3.10 1.00/2.02,           CANNOT_BE_TOLD"
    })
    void longPollTransits(String seconds, Verdict verdict) {
        List<Second> measured =
                Arrays.stream(seconds.split(" "))
                        .map(second -> second.split("/", -1))
                        .map(two ->
                                new Second(Double.parseDouble(two[0]), Double.parseDouble(two[1])))
                        .toList();
        assertThat(LongPollTransits.verdict(measured)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "YES,  YES,  HOLDS",
        "NO,   YES,  HOLDS_ONLY_WHEN",
        "OPEN, YES,  CANNOT_BE_TOLD",
        "NO,   NO,   DOES_NOT_HOLD",
        "YES,  NO,   DOES_NOT_HOLD",
        "OPEN, NO,   DOES_NOT_HOLD",
        "NO,   OPEN, CANNOT_BE_TOLD",
        "YES,  OPEN, CANNOT_BE_TOLD"
    })
    void shortConnections(Answer closes, Answer saves, Verdict verdict) {
        assertThat(ShortConnections.verdict(closes, saves)).isEqualTo(verdict);
    }

    /// -1: the kernel does not tell.
    @ParameterizedTest
    @CsvSource({
        "0,  0,  true,  1,  DOES_NOT_HOLD",
        "0,  -1, true,  -1, DOES_NOT_HOLD",
        "1,  1,  true,  1,  HOLDS",
        "1,  -1, false, -1, HOLDS",
        "0,  0,  false, 1,  CANNOT_BE_TOLD",
        "0,  0,  true,  2,  CANNOT_BE_TOLD",
        "0,  0,  true,  0,  CANNOT_BE_TOLD",
        "1,  0,  true,  1,  CANNOT_BE_TOLD",
        "0,  1,  true,  1,  CANNOT_BE_TOLD",
        "-2, 0,  true,  1,  CANNOT_BE_TOLD"
    })
    void handshakeChannel(
            long opened, int kernelOpened, boolean same, int kernelAfter, Verdict verdict) {
        assertThat(
                        HandshakeChannel.verdict(
                                opened, ifTold(kernelOpened), same, ifTold(kernelAfter)))
                .isEqualTo(verdict);
    }

    private static OptionalInt ifTold(int count) {
        return count < 0 ? OptionalInt.empty() : OptionalInt.of(count);
    }

    /// Milliseconds of `/healthz`, of it again, and of short polls, a value a block.
    @ParameterizedTest
    @CsvSource({
        "0.2 0.2 0.3,    0.2 0.3 0.2,    0.3 0.3 0.4,    1000.5, DOES_NOT_HOLD",
        "60 60.1 60.2,   60 60.2 60.1,   60 60.2 60.1,   1060.0, DOES_NOT_HOLD",
        "0.2 0.2 0.3,    0.2 0.3 0.2,    500 501 502,    1000.5, HOLDS",
        "60 60.1 60.2,   60 60.2 60.1,   90 90.2 90.1,   1060.0, HOLDS",
        "0.2 0.2 0.3,    0.2 0.3 0.2,    0.3 0.3 0.4,    0.4,    CANNOT_BE_TOLD",
        "30 60 120,      40 60 90,       60 90 150,      1060.0, CANNOT_BE_TOLD",
        "60 60.1 60.2,   90 90.2 90.1,   85 85.2 85.1,   1060.0, CANNOT_BE_TOLD"
    })
    void shortPollHolds(
            String health, String again, String shortPoll, double longPoll, Verdict verdict) {
        Turns turns = new Turns(ShortPollHolds.HEALTH);
        numbers(health).forEach(value -> turns.add(ShortPollHolds.HEALTH, value));
        numbers(again).forEach(turns::addAgain);
        numbers(shortPoll).forEach(value -> turns.add(ShortPollHolds.SHORT, value));
        assertThat(ShortPollHolds.verdict(turns, longPoll)).isEqualTo(verdict);
    }

    /// Numbers with blanks between.
    private static DoubleStream numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble);
    }

    @Test
    void everyClaimHasAnIdAStatementAndASource() {
        assertThat(Claims.all())
                .hasSize(7)
                .allSatisfy(claim -> {
                    assertThat(claim.statement().id()).matches("[a-z][a-z-]+");
                    assertThat(claim.statement().claimed()).endsWith(".");
                    assertThat(claim.statement().source()).isNotBlank();
                    assertThat(Claims.byId(claim.statement().id())).contains(claim);
                });
        assertThat(ClaimsRun.about(Claims.all())).isLessThan(Duration.ofMinutes(2));
    }
}

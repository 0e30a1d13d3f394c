package dev.wirelab.load.claims;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Verdicts follow from the numbers: of a lab that behaves otherwise they are others.
final class VerdictTest {
    @ParameterizedTest
    @CsvSource({
        "871, 871, 2, HOLDS",
        "800, 950, 2, HOLDS",
        "440, 900, 2, HOLDS_ONLY_WHEN",
        "440, 700, 2, DOES_NOT_HOLD",
        "871, 871, 6, DOES_NOT_HOLD"
    })
    void kaazingBytes(int poll, int browserPoll, int frame, Verdict verdict) {
        assertThat(KaazingBytes.verdict(poll, browserPoll, frame)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "3.05, 1.02, 0.10, HOLDS",
        "2.10, 1.00, 0.90, DOES_NOT_HOLD",
        "5.00, 1.00, 2.00, CANNOT_BE_TOLD",
        "3.10, 1.80, 0.20, CANNOT_BE_TOLD"
    })
    void longPollTransits(double worst, double best, double off, Verdict verdict) {
        assertThat(LongPollTransits.verdict(worst, best, off)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "true,  true,  false, DOES_NOT_HOLD",
        "true,  false, false, CANNOT_BE_TOLD",
        "true,  false, true,  CANNOT_BE_TOLD",
        "false, false, true,  HOLDS"
    })
    void shortConnections(boolean open, boolean more, boolean saves, Verdict verdict) {
        assertThat(ShortConnections.verdict(open, more, saves)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "0, true,  DOES_NOT_HOLD",
        "0, false, CANNOT_BE_TOLD",
        "1, false, HOLDS",
        "1, true,  HOLDS"
    })
    void handshakeChannel(long opened, boolean same, Verdict verdict) {
        assertThat(HandshakeChannel.verdict(opened, same)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "0.3,  0.2,  1000.5, DOES_NOT_HOLD",
        "60.0, 59.8, 1060.0, DOES_NOT_HOLD",
        "500,  0.2,  1000.5, HOLDS",
        "0.3,  0.2,  0.4,    CANNOT_BE_TOLD"
    })
    void shortPollHolds(double shortPoll, double health, double longPoll, Verdict verdict) {
        assertThat(ShortPollHolds.verdict(shortPoll, health, longPoll)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "true,  true,  HOLDS",
        "false, true,  HOLDS_ONLY_WHEN",
        "true,  false, HOLDS_ONLY_WHEN",
        "false, false, DOES_NOT_HOLD"
    })
    void longPollWaste(boolean whenIdle, boolean whenBusy, Verdict verdict) {
        assertThat(LongPollWasteFinding.verdict(whenIdle, whenBusy)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "true,  true,  HOLDS",
        "false, true,  HOLDS_ONLY_WHEN",
        "false, false, DOES_NOT_HOLD",
        "true,  false, DOES_NOT_HOLD"
    })
    void rawTcp(boolean socketPays, boolean pollPays, Verdict verdict) {
        assertThat(RawTcpFinding.verdict(socketPays, pollPays)).isEqualTo(verdict);
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
        assertThat(ClaimsRun.about(Claims.all())).isLessThan(java.time.Duration.ofMinutes(2));
    }
}

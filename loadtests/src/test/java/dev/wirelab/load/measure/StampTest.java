package dev.wirelab.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StampTest {

    @ParameterizedTest
    @EnumSource(MessagePhase.class)
    void aStampIsReadFromItsText(MessagePhase phase) {
        Stamp stamp = new Stamp("1a2b3c4d", phase, 17, 3, 123_456_789_012L);
        assertThat(stamp.text(64)).hasSize(64);
        assertThat(Stamp.parse(stamp.text(64))).contains(stamp);
    }

    @Test
    void theLargestFitsTheSmallestText() {
        Stamp stamp =
                new Stamp(
                        "ffffffff",
                        MessagePhase.MEASURED,
                        Integer.MAX_VALUE,
                        9_999,
                        Long.MAX_VALUE);
        assertThat(stamp.text(Stamp.MIN_BYTES)).hasSize(Stamp.MIN_BYTES);
        assertThat(Stamp.parse(stamp.text(Stamp.MIN_BYTES))).contains(stamp);
    }

    @Test
    void aNegativeClockWorksToo() {
        Stamp stamp = new Stamp("1a2b3c4d", MessagePhase.MEASURED, 0, 0, -5);
        assertThat(Stamp.parse(stamp.text(64))).contains(stamp);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "w1 run",
                "w1 run m1.0",
                "w2 run m1.0 5",
                "w1 run x1.0 5",
                "w1 run m1 5",
                "w1 run m1. 5",
                "w1 run m.1 5",
                "w1 r m 5",
                "w1 r mX.0 5"
            })
    void otherTextsHaveNone(String text) {
        assertThat(Stamp.parse(text)).isEmpty();
    }
}

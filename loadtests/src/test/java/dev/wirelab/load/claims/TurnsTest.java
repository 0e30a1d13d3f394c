package dev.wirelab.load.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// What turns tell: by how many times two kinds differ, and when that cannot be told.
final class TurnsTest {
    private static final String ONE = "one";
    private static final String OTHER = "other";
    private final Turns turns = new Turns(ONE);

    @Test
    void aRatioIsFoundOnEachSideOfALimit() {
        add(100, 101, 310);
        add(102, 100, 300);
        add(99, 102, 305);
        assertThat(turns.ratio(ONE, OTHER).orElseThrow().estimate()).isCloseTo(3.04, within(0.02));
        assertThat(turns.isAtLeast(2, ONE, OTHER)).isEqualTo(Answer.YES);
        assertThat(turns.isAtLeast(3.04, ONE, OTHER)).isEqualTo(Answer.OPEN);
        assertThat(turns.isAtLeast(4, ONE, OTHER)).isEqualTo(Answer.NO);
        assertThat(turns.isAtLeast(0.4, OTHER, ONE)).isEqualTo(Answer.NO);
        assertThat(turns.isAtLeast(0.2, OTHER, ONE)).isEqualTo(Answer.YES);
        assertThat(turns.isLower(ONE, OTHER)).isEqualTo(Answer.YES);
        assertThat(turns.isLower(OTHER, ONE)).isEqualTo(Answer.NO);
    }

    @Test
    void whatIsNoFartherFromTheLimitThanTheSameKindFromItselfIsOpen() {
        add(100, 170, 310);
        add(102, 171, 300);
        add(99, 169, 305);
        assertThat(turns.isAtLeast(1.5, ONE, OTHER)).isEqualTo(Answer.YES);
        assertThat(turns.isAtLeast(2, ONE, OTHER)).isEqualTo(Answer.OPEN);
        assertThat(turns.isAtLeast(4, ONE, OTHER)).isEqualTo(Answer.OPEN);
        assertThat(turns.isAtLeast(6, ONE, OTHER)).isEqualTo(Answer.NO);
    }

    @Test
    void aTieIsNotLowerAndNotTwice() {
        add(100, 101, 100);
        add(102, 100, 102);
        add(99, 102, 99);
        assertThat(turns.isLower(ONE, OTHER)).isEqualTo(Answer.OPEN);
        assertThat(turns.isAtLeast(2, ONE, OTHER)).isEqualTo(Answer.NO);
    }

    @Test
    void nothingIsToldOfAClockThatDidNotMove() {
        add(10, 10, 30);
        add(10, 10, 0);
        assertThat(turns.isAtLeast(2, ONE, OTHER)).isEqualTo(Answer.OPEN);
        assertThat(turns.words(ONE, OTHER)).contains("a value is 0");
    }

    @Test
    void nothingIsToldWhereTheSameKindWasOnceAtNothing() {
        add(10, 10, 30);
        add(10, 0, 30);
        add(10, 10, 30);
        assertThat(turns.isAtLeast(2, ONE, OTHER)).isEqualTo(Answer.OPEN);
    }

    @Test
    void nothingIsToldOfAKindThatWasNotMeasured() {
        turns.add(ONE, 1);
        assertThat(turns.median(OTHER)).isNaN();
        assertThat(turns.isAtLeast(2, ONE, OTHER)).isEqualTo(Answer.OPEN);
        assertThat(turns.words(ONE, OTHER)).contains("not every kind could be measured");
    }

    private void add(double one, double again, double other) {
        turns.add(ONE, one);
        turns.addAgain(again);
        turns.add(OTHER, other);
    }
}

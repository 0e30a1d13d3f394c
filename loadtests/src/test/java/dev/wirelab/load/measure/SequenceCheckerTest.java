package dev.wirelab.load.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SequenceCheckerTest {

    @Test
    void everythingOnceAndInOrderIsPerfect() {
        SequenceChecker account = after(5, 0, 1, 2, 3, 4);
        assertThat(account.delivered()).isEqualTo(5);
        assertThat(account.lost()).isZero();
        assertThat(account.duplicated()).isZero();
        assertThat(account.outOfOrder()).isZero();
    }

    @Test
    void aMessageThatNeverCameIsLost() {
        SequenceChecker account = after(6, 0, 2, 3);
        assertThat(account.delivered()).isEqualTo(3);
        assertThat(account.lost()).isEqualTo(3);
        assertThat(account.outOfOrder()).isZero();
    }

    @Test
    void withoutAnyMessageAllAreLost() {
        assertThat(after(4).lost()).isEqualTo(4);
    }

    @Test
    void eachRepetitionIsOneDuplicateAndNoDelivery() {
        SequenceChecker account = after(3, 0, 1, 1, 1, 0, 2);
        assertThat(account.duplicated()).isEqualTo(3);
        assertThat(account.delivered()).isEqualTo(3);
        assertThat(account.outOfOrder()).as("a late duplicate is not out of order too").isZero();
    }

    @Test
    void twoSwappedMessagesAreOneOutOfOrder() {
        SequenceChecker account = after(4, 0, 2, 1, 3);
        assertThat(account.outOfOrder()).isEqualTo(1);
        assertThat(account.lost()).isZero();
    }

    @Test
    void aMessageThatComesLastCountsOnceHoweverManyItFollows() {
        assertThat(after(5, 1, 2, 3, 4, 0).outOfOrder()).isEqualTo(1);
        assertThat(after(5, 4, 3, 2, 1, 0).outOfOrder()).isEqualTo(4);
    }

    @Test
    void oneInAThousandIsFound() {
        int[] withoutOne = IntStream.range(0, 1000).filter(n -> n != 617).toArray();
        assertThat(after(1000, withoutOne).lost()).isEqualTo(1);
    }

    @Test
    void aNumberThatWasNeverPublishedIsRefused() {
        SequenceChecker account = new SequenceChecker(3);
        assertThat(account.isExpected(3)).isFalse();
        assertThat(account.isExpected(-1)).isFalse();
        assertThatThrownBy(() -> account.arrived(3)).isInstanceOf(IllegalArgumentException.class);
    }

    private static SequenceChecker after(int expected, int... arrivals) {
        SequenceChecker account = new SequenceChecker(expected);
        for (int sequence : arrivals) {
            account.arrived(sequence);
        }
        return account;
    }
}

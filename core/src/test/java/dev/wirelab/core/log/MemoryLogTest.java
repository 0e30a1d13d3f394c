package dev.wirelab.core.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class MemoryLogTest {
    private static final Fact FACT = new Fact.LoggedOut("s", ErrorCode.UNAUTHORIZED, "bye");

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Long> offered = new ArrayList<>();

    private MemoryLog log(Log.Follower follower) {
        return new MemoryLog(
                lock,
                (place, fact) -> {
                    assertThat(lock.isHeldByCurrentThread()).isTrue();
                    offered.add(place);
                    return follower.apply(place, fact);
                });
    }

    private static long append(Log log) {
        return log.append(FACT).toCompletableFuture().join();
    }

    @Test
    void placesBeginAtOneAndFollowEachOther() {
        Log log = log((place, _) -> place);
        assertThat(append(log)).isEqualTo(1);
        assertThat(append(log)).isEqualTo(2);
        assertThat(offered).containsExactly(1L, 2L);
    }

    @Test
    void aFactMayTakeSeveralPlaces() {
        Log log = log((place, _) -> place + 4);
        assertThat(append(log)).isEqualTo(5);
        assertThat(append(log)).isEqualTo(10);
        assertThat(offered).containsExactly(1L, 6L);
    }

    @Test
    void aFactThatWasDoneBeforeTakesNoPlace() {
        Log log = log((place, _) -> place == 3 ? 1 : place);
        append(log);
        append(log);
        assertThat(append(log)).isEqualTo(1);
        assertThat(append(log)).isEqualTo(1);
        assertThat(offered).containsExactly(1L, 2L, 3L, 3L);
    }

    @Test
    void aRefusedFactTakesNoPlaceAndGivesTheLockBack() {
        Log log =
                log((_, _) -> {
                    throw Refusal.badRequest("no");
                });
        assertThatThrownBy(() -> append(log))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(Refusal.class);
        assertThat(lock.isLocked()).isFalse();
        assertThatThrownBy(() -> append(log)).isInstanceOf(CompletionException.class);
        assertThat(offered).containsExactly(1L, 1L);
    }

    @Test
    void eachLifeHasAnEpochThatACursorCanHold() {
        List<String> epochs = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String epoch = log((place, _) -> place).epoch();
            assertThat(epoch).matches("[0-9a-z]{1,6}");
            epochs.add(epoch);
        }
        assertThat(epochs).doesNotHaveDuplicates();
    }
}

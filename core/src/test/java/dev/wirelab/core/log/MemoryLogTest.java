package dev.wirelab.core.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class MemoryLogTest {
    private static final Fact FACT = new Fact.LoggedOut("s", ErrorCode.UNAUTHORIZED, "bye");

    private final List<Long> numbers = new ArrayList<>();

    private MemoryLog log(LongUnaryOperator answer) {
        MemoryLog log = new MemoryLog();
        log.follow(0, follower(answer));
        return log;
    }

    private Log.Follower follower(LongUnaryOperator answer) {
        return new Log.Follower() {
            @Override
            public long apply(long number, Fact fact) {
                numbers.add(number);
                return answer.applyAsLong(number);
            }

            @Override
            public byte[] snapshot() {
                throw new AssertionError("it stores nothing");
            }

            @Override
            public void restore(long number, byte[] snapshot) {
                throw new AssertionError("it stores nothing");
            }

            @Override
            public void caughtUp() {
                throw new AssertionError("its facts are applied on the threads that append them");
            }
        };
    }

    private static long append(Log log) {
        return log.append(FACT).toCompletableFuture().join();
    }

    @Test
    void factsAreNumberedFromOneAndAnsweredByTheFollower() {
        Log log = log(number -> 10 * number);
        assertThat(append(log)).isEqualTo(10);
        assertThat(append(log)).isEqualTo(20);
        assertThat(numbers).containsExactly(1L, 2L);
    }

    @Test
    void aRefusedFactFailsItsStageAndHasANumberTooAndTheNextIsApplied() {
        Log log =
                log(number -> {
                    if (number == 1) {
                        throw Refusal.badRequest("no");
                    }
                    return number;
                });
        assertThatThrownBy(() -> append(log))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(Refusal.class);
        assertThat(append(log)).isEqualTo(2);
    }

    @Test
    void aFollowerThatFailsFailsTheStageAlone() {
        Log log =
                log(number -> {
                    if (number == 1) {
                        throw new IllegalStateException("a defect");
                    }
                    return number;
                });
        assertThatThrownBy(() -> append(log)).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(append(log)).isEqualTo(2);
    }

    @Test
    void factsOfManyThreadsAreAppliedOneAtATime() {
        Log log = log(number -> number);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 1_000; i++) {
                threads.execute(() -> append(log));
            }
        }
        assertThat(numbers).hasSize(1_000).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void itIsNotSharedSoItsEndIsAlwaysApplied() {
        Log log = log(number -> number);
        assertThat(log.isShared()).isFalse();
        assertThat(log.sync().toCompletableFuture()).isCompleted();
    }

    @Test
    void itCannotBeReplayed() {
        MemoryLog log = log(number -> number);
        append(log);
        assertThatThrownBy(() -> log.follow(0, follower(number -> number)))
                .isInstanceOf(IllegalArgumentException.class);
        log.follow(1, follower(number -> number));
        assertThat(append(log)).isEqualTo(2);
    }

    @Test
    void eachLogHasAnEpochThatACursorCanContain() {
        List<String> epochs = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String epoch = new MemoryLog().epoch();
            assertThat(epoch).matches("[0-9a-z]{1,6}");
            epochs.add(epoch);
        }
        assertThat(epochs).doesNotHaveDuplicates();
    }
}

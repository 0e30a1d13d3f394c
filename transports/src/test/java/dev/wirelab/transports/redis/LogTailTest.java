package dev.wirelab.transports.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.core.log.Fact;
import dev.wirelab.core.log.FactCodec;
import dev.wirelab.core.log.Log;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// What a node makes of the entries of the stream.
final class LogTailTest {
    private static final long MINE = 7;
    private static final long OTHER = 8;

    private final List<String> applied = new ArrayList<>();
    private final PendingAppends pending = new PendingAppends();
    private final LogTail tail =
            new LogTail(
                    MINE,
                    0,
                    new Log.Follower() {
                        @Override
                        public long apply(long number, Fact fact) {
                            applied.add(number + " " + ((Fact.Seen) fact).session());
                            return number;
                        }

                        @Override
                        public void caughtUp() {}
                    },
                    pending);

    private static byte[] fact(String session) {
        return FactCodec.encode(new Fact.Seen(session, Instant.EPOCH));
    }

    private static StreamEntry entry(long at, long process, long number, String session) {
        return new StreamEntry(
                new StreamId(1, at), new StampedFact(process, number, fact(session)).encode());
    }

    @Test
    void aFactThatWasSentAgainCountsOnce() {
        tail.apply(List.of(entry(0, OTHER, 1, "a"), entry(1, OTHER, 2, "b")));
        tail.apply(
                List.of(
                        entry(2, OTHER, 1, "a"),
                        entry(3, OTHER, 2, "b"),
                        entry(4, MINE, 1, "c"),
                        entry(5, OTHER, 4, "d")));
        assertThat(applied).containsExactly("1 a", "2 b", "3 c", "4 d");
        assertThat(tail.position().read()).isEqualTo(6);
    }

    @Test
    void aMissingEntryIsRefusedAndALaterEpochBeginsAtZero() {
        assertThatThrownBy(() -> tail.apply(List.of(entry(1, OTHER, 1, "a"))))
                .hasMessageContaining("trimmed");
        tail.apply(List.of(entry(0, OTHER, 1, "a")));
        assertThatThrownBy(() -> tail.apply(List.of(entry(2, OTHER, 2, "b"))))
                .hasMessageContaining("trimmed");
        byte[] value = new StampedFact(OTHER, 3, fact("c")).encode();
        tail.apply(List.of(new StreamEntry(new StreamId(2, 0), value)));
        assertThat(applied).containsExactly("1 a", "2 c");
    }

    @Test
    void anAppendedFactIsAnsweredWhenItIsReadBackAndItsFollowersAreNotSentTwice() throws Exception {
        CompletionStage<Long> first = pending.add(MINE, fact("a"));
        CompletionStage<Long> second = pending.add(MINE, fact("b"));
        assertThat(pending.take(Duration.ZERO).numbers()).containsExactly(1L, 2L);
        assertThat(pending.take(Duration.ZERO).isEmpty()).isTrue();
        tail.apply(List.of(entry(0, MINE, 1, "a")));
        assertThat(first.toCompletableFuture()).isCompletedWithValue(1L);
        assertThat(second.toCompletableFuture()).isNotDone();
        pending.resend();
        assertThat(pending.take(Duration.ZERO).numbers()).containsExactly(2L);
        pending.close();
        assertThat(second.toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void whoeverWaitsForALengthGetsItWhenItIsRead() {
        CompletionStage<Void> one = tail.reached(1);
        CompletionStage<Void> two = tail.reached(2);
        tail.apply(List.of(entry(0, OTHER, 1, "a")));
        assertThat(one.toCompletableFuture()).isCompleted();
        assertThat(tail.reached(1).toCompletableFuture()).isCompleted();
        assertThat(two.toCompletableFuture()).isNotDone();
        tail.failWaiting();
        assertThat(two.toCompletableFuture()).isCompletedExceptionally();
    }
}

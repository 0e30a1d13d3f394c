package dev.wirelab.transports.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.core.log.Fact;
import dev.wirelab.core.log.FactCodec;
import dev.wirelab.core.log.Log;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// What a node makes of the entries of the stream.
final class LogTailTest {
    private static final long MINE = 7;
    private static final long OTHER = 8;

    private final List<String> applied = new ArrayList<>();
    private final PendingAppends pending = new PendingAppends();
    private final Log.Follower follower =
            new Log.Follower() {
                @Override
                public long apply(long number, Fact fact) {
                    applied.add(number + " " + ((Fact.Seen) fact).session());
                    return number;
                }

                @Override
                public byte[] snapshot() {
                    return String.join(",", applied).getBytes(UTF_8);
                }

                @Override
                public void restore(long number, byte[] snapshot) {
                    applied.add(number + " restored " + new String(snapshot, UTF_8));
                }

                @Override
                public void caughtUp() {}
            };
    private final LogTail tail = new LogTail(MINE, 0, follower, pending);

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
        assertThat(tail.position().id()).isEqualTo(new StreamId(1, 5));
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
    void whoBeginsWithASnapshotCountsOnAndKnowsWhatWasSentBefore() {
        tail.apply(List.of(entry(0, OTHER, 1, "a"), entry(1, MINE, 1, "b")));
        StreamEntry last = entry(2, OTHER, 2, "c");
        tail.apply(List.of(last));
        Snapshot snapshot = Snapshot.decode(tail.snapshot().encode());
        assertThat(snapshot.header().isAfter(last)).isTrue();
        assertThat(snapshot.header().isAfter(entry(2, OTHER, 3, "c"))).isFalse();

        applied.clear();
        LogTail next = new LogTail(MINE, 0, follower, pending);
        next.restore(snapshot, last);
        assertThat(next.position().id()).isEqualTo(last.id());
        assertThat(next.position().bytes()).isEqualTo(tail.position().bytes());
        next.apply(List.of(entry(3, OTHER, 2, "c"), entry(4, MINE, 2, "d")));
        assertThat(applied).containsExactly("3 restored 1 a,2 b,3 c", "4 d");
        assertThatThrownBy(() -> next.apply(List.of(entry(6, OTHER, 4, "e"))))
                .hasMessageContaining("trimmed");
    }

    @Test
    void aSnapshotIsStoredInPartsOfWhichNoneMayBeMissing() {
        byte[] state = new byte[3 * 1024 * 1024 + 5];
        new Random(1).nextBytes(state);
        Snapshot.Header header =
                new Snapshot.Header(new StreamId(1, 2), OTHER, 3, 4, 5, state.length);
        List<byte[]> parts = new Snapshot(header, Map.of(OTHER, 9L), state).encode();
        assertThat(parts).hasSize(6).allMatch(part -> part.length <= 1024 * 1024);
        Snapshot decoded = Snapshot.decode(parts);
        assertThat(decoded.header()).isEqualTo(header);
        assertThat(decoded.numbers()).containsExactly(Map.entry(OTHER, 9L));
        assertThat(decoded.state()).isEqualTo(state);
        assertThatThrownBy(() -> Snapshot.decode(parts.subList(0, 5)))
                .hasMessageContaining("missing");
        byte[] later = parts.getFirst().clone();
        later[0] = 2;
        assertThatThrownBy(() -> Snapshot.Header.decode(later))
                .hasMessage("a snapshot in version 2; this program reads version 1");
        assertThatThrownBy(() -> Snapshot.Header.decode(new byte[] {1, 2}))
                .hasMessage("a key that is no snapshot");
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
    void whoeverWaitsForAnEntryIsNotifiedWhenItIsRead() {
        CompletionStage<Void> one = tail.reached(new StreamId(1, 0));
        CompletionStage<Void> two = tail.reached(new StreamId(1, 1));
        tail.apply(List.of(entry(0, OTHER, 1, "a")));
        assertThat(one.toCompletableFuture()).isCompleted();
        assertThat(tail.reached(new StreamId(1, 0)).toCompletableFuture()).isCompleted();
        assertThat(two.toCompletableFuture()).isNotDone();
        tail.failWaiting();
        assertThat(two.toCompletableFuture()).isCompletedExceptionally();
    }
}

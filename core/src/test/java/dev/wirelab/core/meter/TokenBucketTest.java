package dev.wirelab.core.meter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aBurstIsAdmittedAtOnceAndThenTheRate() {
        TokenBucket bucket = new TokenBucket(10, 20, 0);
        assertThat(taken(bucket, 0, 100)).isEqualTo(20);
        assertThat(bucket.isFull(0)).isFalse();
        assertThat(taken(bucket, SECOND / 2, 100)).isEqualTo(5);
        assertThat(taken(bucket, SECOND / 2, 100)).isZero();
        assertThat(bucket.isFull(10 * SECOND)).isTrue();
        assertThat(taken(bucket, 60 * SECOND, 100)).isEqualTo(20);
        assertThat(bucket.take(59 * SECOND)).as("a thread that is late").isFalse();
    }

    private static int taken(TokenBucket bucket, long nanos, int attempts) {
        int taken = 0;
        for (int i = 0; i < attempts; i++) {
            taken += bucket.take(nanos) ? 1 : 0;
        }
        return taken;
    }
}

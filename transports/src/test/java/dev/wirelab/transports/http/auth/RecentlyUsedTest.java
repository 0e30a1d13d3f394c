package dev.wirelab.transports.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RecentlyUsedTest {
    @Test
    void aNewVerifiedTokenReplacesOnlyTheLeastRecentlyUsedOne() {
        RecentlyUsed<Integer, String> tokens = new RecentlyUsed<>(1_000);
        for (int i = 0; i < 1_000; i++) {
            tokens.put(i, "session " + i);
        }
        assertThat(tokens.get(0)).isEqualTo("session 0");
        tokens.put(1_000, "session 1000");
        assertThat(tokens.get(1)).isNull();
        assertThat(tokens.get(0)).isEqualTo("session 0");
        for (int i = 2; i <= 1_000; i++) {
            assertThat(tokens.get(i)).isEqualTo("session " + i);
        }
    }
}

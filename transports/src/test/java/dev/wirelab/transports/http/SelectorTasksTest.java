package dev.wirelab.transports.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.wirelab.core.meter.Faults;
import java.nio.channels.Selector;
import org.junit.jupiter.api.Test;

final class SelectorTasksTest {
    @Test
    void aDeliveryThatThrowsLeavesTheSelectorAliveAndIsCounted() throws Exception {
        Faults faults = new Faults();
        RoundEndTask task =
                new RoundEndTask(
                        () -> {
                            throw new IllegalStateException("thrown by the test");
                        },
                        faults);
        try (Selector selector = Selector.open()) {
            assertThatCode(() -> task.update(selector)).doesNotThrowAnyException();
        }
        assertThat(faults.snapshot()).containsEntry("delivering on a selector", 1L);
    }

    @Test
    void aNewVerifiedTokenReplacesTheOneThatWasUsedLongestAgoAndNoOther() {
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

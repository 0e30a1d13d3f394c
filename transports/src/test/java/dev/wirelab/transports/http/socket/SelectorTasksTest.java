package dev.wirelab.transports.http.socket;

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
}

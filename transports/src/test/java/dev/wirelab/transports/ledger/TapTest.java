package dev.wirelab.transports.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.meter.Meters;
import dev.wirelab.core.meter.TrafficMeter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TapTest {
    @Test
    void aSubscriberIsNotLostWhileOthersComeAndGo() throws Exception {
        Tap tap = new TrafficInspector(false).tap();
        TrafficMeter meter = new Meters().of("a");
        AtomicBoolean over = new AtomicBoolean();
        Thread others =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!over.get()) {
                                tap.open(Map.of(meter, "a")).close();
                            }
                        });
        try {
            for (int i = 0; i < 20_000; i++) {
                try (TapSubscriber _ = tap.open(Map.of(meter, "a"))) {
                    assertThat(tap.wants(meter)).as("round %d", i).isTrue();
                    assertThat(tap.isActive()).as("round %d", i).isTrue();
                }
            }
        } finally {
            over.set(true);
            others.join();
        }
        assertThat(tap.isActive()).isFalse();
    }
}

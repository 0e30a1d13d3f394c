package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A reader to whom nothing is due for a long time, in a lab where little happens.
@Tag("slow")
@Timeout(90)
final class QuietReaderTest {

    @Test
    @Rule("E11")
    void aQuietReaderIsMovedOnAfterThirtySeconds() {
        try (LabUnderTest lab = Labs.start(LabSettings.defaults());
                Scene scene = new Scene(lab, KitTransport.TCP)) {
            List<TransportClient> quiet =
                    KitTransport.streams().stream()
                            .map(transport -> scene.enter("quiet", transport))
                            .toList();
            TransportClient bob = scene.enter("bob");
            long begin = System.nanoTime();
            String said = bob.say(bob.address(), "one cursor").cursor();
            // Nothing comes for longer than the kit is patient, and then it does.
            Await.until(
                    "twenty-five seconds",
                    Duration.ofSeconds(30),
                    () -> System.nanoTime() - begin > Duration.ofSeconds(25).toNanos());
            for (TransportClient each : quiet) {
                Json moved = each.event();
                assertThat(moved.type() + " " + moved.cursor()).isEqualTo("cursor " + said);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofSeconds(28), Duration.ofSeconds(50));
        }
    }
}

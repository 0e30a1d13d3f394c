package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Iterator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The live meters of a real lab.
@Timeout(60)
class MetersStreamTest {
    @AutoClose private final SiteLab lab = new SiteLab();

    @Test
    void theMetersAreStreamedAtAnInterval() throws Exception {
        var answer = lab.stream("/api/meters/stream?every=100");
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        try (var lines = answer.body()) {
            Iterator<String> events = lines.filter(line -> line.startsWith("data: ")).iterator();
            JsonNode first = json(events.next());
            JsonNode second = json(events.next());
            assertThat(second.path("stamp").asLong() - first.path("stamp").asLong())
                    .as("nanoseconds between two")
                    .isGreaterThanOrEqualTo(100_000_000L);
            assertThat(second.path("transports").path("other").path("bytesOut").asLong())
                    .as("its own bytes count while it lasts")
                    .isGreaterThan(
                            first.path("transports").path("other").path("bytesOut").asLong());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "60001", "-1", "1e3", "x", "", "99999999999"})
    void aPeriodOutOfItsBoundsIsRefused(String every) throws Exception {
        var answer = lab.get("/api/meters/stream?every=" + every);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("every must be a whole number of milliseconds");
    }

    @Test
    void aLabThatShutsDownEndsItsStreams() throws Exception {
        try (var lines = lab.stream("/api/meters/stream?every=60000").body()) {
            Iterator<String> events = lines.iterator();
            assertThat(events.next()).startsWith("retry: ");
            lab.server().drain();
            while (events.hasNext()) {
                assertThat(events.next()).doesNotContain("error");
            }
        }
    }

    private static JsonNode json(String line) throws IOException {
        return SiteLab.JSON.readTree(line.substring("data: ".length()));
    }
}

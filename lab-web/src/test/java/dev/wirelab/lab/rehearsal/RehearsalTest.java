package dev.wirelab.lab.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.lab.LabConfig;
import dev.wirelab.lab.LabServer;
import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.http.AccessKey;
import dev.wirelab.transports.http.TokenSecret;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The rehearsal with a real lab, in short acts. That a JVM stores something, `./lab build` shows.
@Timeout(120)
class RehearsalTest {
    private static final List<String> TRANSPORTS =
            List.of("websocket", "long-poll", "short-poll", "tcp");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void everyWireIsSpokenOnAndEverythingDueArrives() throws Exception {
        AccessKey key = AccessKey.random();
        LabConfig config =
                new LabConfig(
                        "127.0.0.1",
                        0,
                        0,
                        ChatOptions.DEFAULTS,
                        TimeLimits.DEFAULTS,
                        TokenSecret.random(),
                        key,
                        false,
                        List.of());
        try (LabServer lab = LabServer.start(config)) {
            Addresses addresses = new Addresses(lab.httpPort(), lab.tcpPort());

            new Rehearsal(addresses, Duration.ofMillis(20)).play();

            String meters =
                    new HttpConnection(lab.httpPort(), PATIENCE)
                            .ask(
                                    "GET /api/meters",
                                    "Authorization: Bearer " + key.text() + "\r\n",
                                    "");
            JsonNode rows = new ObjectMapper().readTree(meters).path("transports");
            for (String transport : TRANSPORTS) {
                JsonNode row = rows.path(transport);
                assertThat(row.path("commands").asInt()).as(transport).isGreaterThan(100);
                assertThat(row.path("eventsDelivered").asInt())
                        .as(transport)
                        .isGreaterThan(row.path("commands").asInt());
            }
        }
    }
}

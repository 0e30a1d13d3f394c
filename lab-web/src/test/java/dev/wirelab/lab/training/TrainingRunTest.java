package dev.wirelab.lab.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.lab.LabServer;
import dev.wirelab.lab.config.LabConfig;
import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.http.auth.AccessKey;
import dev.wirelab.transports.http.auth.TokenSecret;
import dev.wirelab.transports.lab.TransportTypes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A short training run with a real lab. That a JVM stores a cache, `./lab build` shows.
@Timeout(120)
@Tag("slow")
class TrainingRunTest {
    @Test
    void everyTransportIsUsedAndAllMessagesArrive() throws Exception {
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

            new TrainingRun(addresses, Duration.ofMillis(20)).execute();

            URI address = URI.create("http://127.0.0.1:" + lab.httpPort() + "/api/meters");
            HttpRequest request =
                    HttpRequest.newBuilder(address)
                            .header("Authorization", "Bearer " + key.text())
                            .build();
            String meters;
            try (HttpClient http = HttpClient.newHttpClient()) {
                meters = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            }
            JsonNode rows = new ObjectMapper().readTree(meters).path("transports");
            for (TransportType type : TransportTypes.ALL) {
                String transport = type.descriptor().id();
                JsonNode row = rows.path(transport);
                assertThat(row.path("commands").asInt()).as(transport).isGreaterThan(100);
                assertThat(row.path("eventsDelivered").asInt())
                        .as(transport)
                        .isGreaterThan(row.path("commands").asInt());
            }
        }
    }
}

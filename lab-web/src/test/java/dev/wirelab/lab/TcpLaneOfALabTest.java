package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.transports.Limits;
import dev.wirelab.transports.http.TokenSecret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The TCP lane of a real lab.
@Timeout(60)
class TcpLaneOfALabTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private LabServer lab;

    @BeforeEach
    void start() throws IOException {
        lab =
                LabServer.start(
                        new LabConfig(
                                "127.0.0.1",
                                0,
                                0,
                                ChatOptions.DEFAULTS,
                                Limits.DEFAULTS,
                                TokenSecret.random(),
                                false,
                                List.of()));
    }

    @AfterEach
    void stop() {
        http.close();
        lab.close();
    }

    @Test
    void theBytesOfTheLanesSocketAreThoseThatTheLabCounted() throws Exception {
        String token = logIn("alice");
        try (LaneBrowser browser = lane(token)) {
            assertThat(event(browser.next()).path("type").asText()).isEqualTo("hello");
            browser.send("{\"type\":\"say\",\"id\":\"c1\",\"to\":\"#lobby\",\"text\":\"h\u00e9\"}");
            JsonNode first = JSON.readTree(browser.next());
            JsonNode second = JSON.readTree(browser.next());
            assertThat(List.of(type(first), type(second)))
                    .containsExactlyInAnyOrder("ok", "message");
            JsonNode counted = meters(token).path("transports").path("tcp");
            assertThat(second.path("bytesIn").asLong())
                    .isEqualTo(counted.path("bytesIn").asLong())
                    .isPositive();
            assertThat(second.path("bytesOut").asLong())
                    .isEqualTo(counted.path("bytesOut").asLong())
                    .isPositive();
        }
    }

    @Test
    void aTokenThatIsNoneIsRefusedByTheTcpPortAndTheLaneEnds() throws Exception {
        try (LaneBrowser browser = lane("made.up.token")) {
            JsonNode error = event(browser.next());
            assertThat(error.path("type").asText()).isEqualTo("error");
            assertThat(error.path("code").asText()).isEqualTo("unauthorized");
            assertThat(browser.closed()).isEqualTo("1001 ");
        }
    }

    @Test
    void aPersonsLaneSpeaksAsTelnetDoes() throws Exception {
        try (LaneBrowser browser = lane(logIn("alice") + "&as=person")) {
            browser.send("/ping");
            browser.send("h\u00e9 \\n <b>");
            assertThat(line(browser, "ok ")).matches("ok \\S+-\\d+\r");
            assertThat(line(browser, "pong")).isEqualTo("pong\r");
            assertThat(line(browser, "message")).endsWith("#lobby alice h\u00e9 \\\\n <b>\r");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x%0A/quit&as=person", "x%20y&as=person", "x&as=program", "&as=person"})
    void aPersonsLaneThatCannotBeIsRefused(String query) throws Exception {
        HttpRequest request = request(TcpLane.PATH + "?token=" + query).build();
        HttpRequest upgrade =
                HttpRequest.newBuilder(request, (_, _) -> true)
                        .header("Sec-WebSocket-Version", "13")
                        .build();
        assertThat(send(upgrade).path("code").asText()).isIn("unauthorized", "bad_request");
    }

    private static String line(LaneBrowser browser, String start) throws Exception {
        while (true) {
            String line = JSON.readTree(browser.next()).path("line").asText();
            if (line.startsWith(start)) {
                return line;
            }
        }
    }

    @Test
    void aLabThatDrainsEndsItsLanes() throws Exception {
        try (LaneBrowser browser = lane(logIn("alice"))) {
            assertThat(event(browser.next()).path("type").asText()).isEqualTo("hello");
            lab.drain();
            assertThat(event(browser.next()).path("code").asText()).isEqualTo("shutting_down");
            assertThat(browser.closed()).isEqualTo("1001 ");
        }
    }

    private LaneBrowser lane(String token) {
        URI uri = URI.create("ws://127.0.0.1:" + lab.httpPort() + TcpLane.PATH + "?token=" + token);
        return new LaneBrowser(uri, true, "http://localhost:" + lab.httpPort());
    }

    private static JsonNode event(String text) throws IOException {
        return JSON.readTree(JSON.readTree(text).path("line").asText());
    }

    private static String type(JsonNode wrapped) throws IOException {
        return JSON.readTree(wrapped.path("line").asText()).path("type").asText();
    }

    private String logIn(String user) throws IOException, InterruptedException {
        HttpRequest request =
                request("/api/sessions")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"user\":\"" + user + "\"}"))
                        .build();
        return send(request).path("token").asText();
    }

    private JsonNode meters(String token) throws IOException, InterruptedException {
        return send(
                request("/api/sessions/me/meters")
                        .header("Authorization", "Bearer " + token)
                        .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + lab.httpPort() + path));
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}

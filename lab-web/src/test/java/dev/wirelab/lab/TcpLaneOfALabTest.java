package dev.wirelab.lab;

import static dev.wirelab.lab.SiteLab.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wirelab.lab.lane.LaneBrowser;
import dev.wirelab.transports.TimeLimits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The TCP lane of a real lab.
@Timeout(60)
class TcpLaneOfALabTest {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    /// The lab closes a connection whose log-in it refused when the time for a log-in is over.
    private static final TimeLimits LIMITS =
            new TimeLimits(
                    Duration.ofSeconds(2),
                    TimeLimits.DEFAULTS.pingEvery(),
                    TimeLimits.DEFAULTS.pongWithin(),
                    TimeLimits.DEFAULTS.stall());

    @AutoClose private final SiteLab lab = SiteLab.with(LIMITS);

    @Test
    void theBytesOfTheLanesSocketAreThoseThatTheLabCounted() throws Exception {
        String token = lab.token("alice");
        try (LaneBrowser browser = lane(token)) {
            assertThat(event(browser.next()).path("type").asText()).isEqualTo("hello");
            browser.send("{\"type\":\"say\",\"id\":\"c1\",\"to\":\"#lobby\",\"text\":\"h\u00e9\"}");
            JsonNode first = JSON.readTree(browser.next());
            JsonNode second = JSON.readTree(browser.next());
            assertThat(List.of(type(first), type(second)))
                    .containsExactlyInAnyOrder("ok", "message");
            long in = second.path("bytesIn").asLong();
            long out = second.path("bytesOut").asLong();
            assertThat(List.of(in, out)).allSatisfy(bytes -> assertThat(bytes).isPositive());
            // The lab counts a write when its socket has taken it, so the browser may know first.
            JsonNode counted = counted(token);
            while (counted.path("bytesOut").asLong() < out) {
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
                counted = counted(token);
            }
            assertThat(counted.path("bytesIn").asLong()).isEqualTo(in);
            assertThat(counted.path("bytesOut").asLong()).isEqualTo(out);
        }
    }

    private JsonNode counted(String token) throws Exception {
        return JSON.readTree(lab.as(token, "GET", "/api/sessions/me/meters", ""))
                .path("transports")
                .path("tcp");
    }

    @Test
    void anInvalidTokenIsRefusedByTheTcpPortAndTheLaneEnds() throws Exception {
        try (LaneBrowser browser = lane("made.up.token")) {
            JsonNode error = event(browser.next());
            assertThat(error.path("type").asText()).isEqualTo("error");
            assertThat(error.path("code").asText()).isEqualTo("unauthorized");
            assertThat(browser.closed()).isEqualTo("1001 ");
        }
    }

    @Test
    void aLaneForPeopleSpeaksTheTelnetDialect() throws Exception {
        try (LaneBrowser browser = lane(lab.token("alice"), "?as=person")) {
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
        HttpRequest.Builder upgrade =
                HttpRequest.newBuilder(lab.at("/lanes/tcp" + "?token=" + query))
                        .header("Sec-WebSocket-Version", "13");
        assertThat(JSON.readTree(lab.send(upgrade).body()).path("code").asText())
                .isIn("unauthorized", "bad_request");
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
    void aLabThatShutsDownEndsItsLanes() throws Exception {
        try (LaneBrowser browser = lane(lab.token("alice"))) {
            assertThat(event(browser.next()).path("type").asText()).isEqualTo("hello");
            lab.server().drain();
            assertThat(event(browser.next()).path("code").asText()).isEqualTo("shutting_down");
            assertThat(browser.closed()).isEqualTo("1001 ");
        }
    }

    private LaneBrowser lane(String token) {
        return lane(token, "");
    }

    private LaneBrowser lane(String token, String query) {
        return new LaneBrowser(
                URI.create(lab.at("/lanes/tcp" + query).toString().replace("http", "ws")),
                true,
                "http://localhost:" + lab.server().httpPort(),
                token);
    }

    private static JsonNode event(String text) throws IOException {
        return JSON.readTree(JSON.readTree(text).path("line").asText());
    }

    private static String type(JsonNode wrapped) throws IOException {
        return JSON.readTree(wrapped.path("line").asText()).path("type").asText();
    }
}

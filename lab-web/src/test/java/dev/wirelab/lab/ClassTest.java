package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wirelab.lab.lane.LaneBrowser;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The calls of a class: pupils by their tokens, the teacher by the key. The tests share a lab;
/// each has its own pupils.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClassTest {
    private static final String ME = "/api/class/me";

    @AutoClose private final SiteLab lab = SiteLab.teaching();

    private JsonNode join(String token, String body) throws Exception {
        return SiteLab.JSON.readTree(lab.as(token, "POST", ME, body));
    }

    private JsonNode steer(String path, String body) throws Exception {
        HttpResponse<String> answer = lab.page("POST", "/api/class/" + path, body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return SiteLab.JSON.readTree(answer.body());
    }

    private JsonNode pupil(String user) throws Exception {
        for (JsonNode row : lab.json("/api/class").path("pupils")) {
            if (row.path("user").asText().equals(user)) {
                return row;
            }
        }
        return SiteLab.JSON.missingNode();
    }

    /// A pupil or somebody else at a WebSocket.
    private final class Phone implements AutoCloseable {
        private final LaneBrowser socket;
        private final Deque<JsonNode> events = new ArrayDeque<>();

        Phone(String token) throws Exception {
            URI address = URI.create(lab.at("/ws?token=" + token).toString().replace("http", "ws"));
            socket = new LaneBrowser(address, true, lab.origin());
            next("hello");
        }

        JsonNode next(String type) throws Exception {
            while (true) {
                while (events.isEmpty()) {
                    for (String line : socket.next().split("\n", -1)) {
                        events.add(SiteLab.JSON.readTree(line));
                    }
                }
                JsonNode event = events.remove();
                if (event.path("type").asText().equals(type)) {
                    return event;
                }
            }
        }

        /// The next message, which must be the teacher's.
        JsonNode fromTeacher() throws Exception {
            JsonNode message = next("message");
            assertThat(message.path("from").asText()).isEqualTo("teacher");
            assertThat(message.path("to").asText()).isEqualTo("#class");
            return SiteLab.JSON.readTree(message.path("text").asText());
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    @Test
    void aPupilReceivesARoundAndItsDelaysAreOnTheWall() throws Exception {
        String token = lab.token("ann");
        JsonNode place = join(token, "{\"transport\":\"websocket\"}");
        assertThat(place.path("teacher").asText()).isEqualTo("teacher");
        assertThat(place.path("transport").asText()).isEqualTo("websocket");
        assertThat(place.path("transports")).hasSize(6);
        try (Phone phone = new Phone(token)) {
            int round =
                    steer("rounds", "{\"messages\":3,\"text\":\"<b>hi</b>\"}")
                            .path("round")
                            .asInt();
            String[] arrivals = new String[3];
            for (int i = 0; i < arrivals.length; i++) {
                JsonNode message = phone.fromTeacher();
                assertThat(message.path("round").asInt()).isEqualTo(round);
                assertThat(message.path("index").asInt()).isEqualTo(i);
                assertThat(message.path("of").asInt()).isEqualTo(3);
                assertThat(message.path("text").asText()).isEqualTo("<b>hi</b>");
                arrivals[i] = "[" + i + "," + (message.path("due").asDouble() + 10 + i) + "]";
            }
            lab.as(token, "POST", ME + "/arrivals", report(round, String.join(",", arrivals)));
            JsonNode row = pupil("ann");
            assertThat(row.path("error").asDouble()).isEqualTo(0.5);
            assertThat(row.path("idle").asLong()).as("it has a connection").isZero();
            assertThat(IntStream.range(0, 3).mapToObj(i -> row.path("delays").get(i).asDouble()))
                    .satisfiesExactly(
                            delay -> assertThat(delay).isBetween(9.9, 10.1),
                            delay -> assertThat(delay).isBetween(10.9, 11.1),
                            delay -> assertThat(delay).isBetween(11.9, 12.1));
            JsonNode traffic = lab.json("/api/class").path("traffic").path("websocket");
            assertThat(traffic.path("bytesOut").asLong()).isPositive();
            assertThat(traffic.path("eventsDelivered").asLong()).isGreaterThanOrEqualTo(3);
        }
    }

    private static String report(int round, String arrivals) {
        return "{\"round\":" + round + ",\"error\":0.5,\"arrivals\":[" + arrivals + "]}";
    }

    @Test
    void aMoveIsAnnouncedAndAskedFor() throws Exception {
        String token = lab.token("bob");
        join(token, "{}");
        try (Phone phone = new Phone(token)) {
            steer("move", "{\"transport\":\"sse\"}");
            assertThat(phone.fromTeacher().path("move").asBoolean()).isTrue();
            JsonNode place = SiteLab.JSON.readTree(lab.as(token, "GET", ME, ""));
            assertThat(place.path("transport").asText()).isEqualTo("sse");
            assertThat(place.path("at").asDouble())
                    .isBetween(
                            System.currentTimeMillis() - 60_000.0,
                            System.currentTimeMillis() + 1.0);
        }
    }

    @Test
    void aCutEndsConnectionsOfPupilsAndNoOthers() throws Exception {
        String token = lab.token("cid");
        join(token, "{}");
        String other = lab.token("visitor");
        try (Phone phone = new Phone(token);
                Phone chat = new Phone(other)) {
            steer("cut", "{}");
            assertThat(phone.socket.closed()).isEqualTo("4003 unavailable");
            HttpResponse<String> poll =
                    lab.send(HttpRequest.newBuilder(lab.at("/poll/short?token=" + token)).GET());
            assertThat(poll.statusCode()).isEqualTo(503);
            assertThat(poll.body()).contains("\"unavailable\"");
            lab.as(other, "GET", "/poll/short", "");
            chat.socket.send("{\"type\":\"ping\"}");
            chat.next("pong");
            lab.as(token, "GET", ME, "");
        }
    }

    @Test
    void aPupilCannotSteer() throws Exception {
        String token = lab.token("eve");
        join(token, "{}");
        for (String call : new String[] {"rounds", "cut", "move"}) {
            HttpResponse<String> answer =
                    lab.send(
                            HttpRequest.newBuilder(lab.at("/api/class/" + call))
                                    .header("Authorization", "Bearer " + token)
                                    .POST(HttpRequest.BodyPublishers.ofString("{}")));
            assertThat(answer.statusCode()).as(call).isEqualTo(401);
        }
    }

    @Test
    void aPupilThatIsRemovedHasNoSession() throws Exception {
        String token = lab.token("rude");
        join(token, "{}");
        assertThat(lab.page("DELETE", "/api/class/pupils/rude", "").statusCode()).isEqualTo(204);
        assertThat(lab.send(HttpRequest.newBuilder(lab.at(ME + "?token=" + token))).statusCode())
                .isEqualTo(401);
        assertThat(pupil("rude").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"round\":1,\"arrivals\":[]}",
                "{\"round\":1,\"error\":-1,\"arrivals\":[]}",
                "{\"round\":\"1\",\"error\":1,\"arrivals\":[]}",
                "{\"round\":1,\"error\":1,\"arrivals\":{}}",
                "{\"round\":1,\"error\":1,\"arrivals\":[[0]]}",
                "{\"round\":1,\"error\":1,\"arrivals\":[[-1,1]]}",
                "{\"round\":1,\"error\":1,\"arrivals\":[[0,\"x\"]]}",
            })
    void aMalformedReportIsRefused(String body) throws Exception {
        HttpResponse<String> answer =
                lab.send(
                        HttpRequest.newBuilder(lab.at(ME + "/arrivals"))
                                .header("Authorization", "Bearer " + reporter())
                                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"bad_request\"");
    }

    private String reporter = "";

    private String reporter() throws Exception {
        if (reporter.isEmpty()) {
            reporter = lab.token("reporter");
            join(reporter, "{}");
        }
        return reporter;
    }

    @Test
    void aReportOfMoreArrivalsThanARoundHasIsRefused() throws Exception {
        String pairs = "[0,1],".repeat(20) + "[0,1]";
        HttpResponse<String> answer =
                lab.send(
                        HttpRequest.newBuilder(lab.at(ME + "/arrivals"))
                                .header("Authorization", "Bearer " + reporter())
                                .POST(HttpRequest.BodyPublishers.ofString(report(1, pairs))));
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":0}",
                "{\"messages\":21}",
                "{\"messages\":1.5}",
                "{\"text\":\"\\ud800\"}",
                "not json",
            })
    void aRoundThatCannotBeIsRefused(String body) throws Exception {
        assertThat(lab.page("POST", "/api/class/rounds", body).statusCode()).isEqualTo(400);
    }

    @Test
    void theShortAddressLeadsToThePageOfPhones() throws Exception {
        HttpResponse<String> answer = lab.send(HttpRequest.newBuilder(lab.at("/class")));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("class.html");
        assertThat(lab.get("/class.html").body()).contains("js/class/phone.js");
        JsonNode invitation = lab.json("/api/class/invitation");
        assertThat(invitation.path("url").asText()).isEqualTo(lab.origin() + "/class.html");
        assertThat(invitation.has("code")).isFalse();
    }
}

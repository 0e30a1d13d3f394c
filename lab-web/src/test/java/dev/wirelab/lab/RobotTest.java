package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wirelab.lab.config.SiteOptions;
import dev.wirelab.lab.lane.LaneBrowser;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The robot of a real lab, through WebSockets and its API.
@Timeout(60)
class RobotTest {
    @AutoClose private final SiteLab lab = new SiteLab();

    @Test
    void itIsOffUntilRequestedAndAfterItsEnd() throws Exception {
        assertThat(lab.json("/api/robot").path("on").asBoolean(true)).isFalse();
        assertThat(lab.page("POST", "/api/robot/lease", "").statusCode()).isEqualTo(404);
        assertThat(lab.page("PUT", "/api/robot", "{}").statusCode()).isEqualTo(200);
        JsonNode status = lab.json("/api/robot");
        assertThat(status.path("on").asBoolean()).isTrue();
        assertThat(status.path("secondsLeft").asLong()).isBetween(100L, 120L);
        assertThat(lab.page("POST", "/api/robot/lease", "").statusCode()).isEqualTo(200);
        assertThat(lab.page("DELETE", "/api/robot", "").statusCode()).isEqualTo(204);
        assertThat(lab.json("/api/robot").path("on").asBoolean(true)).isFalse();
        assertThat(lab.token("robot")).as("its name is free again").isNotEmpty();
    }

    @Test
    void itRepliesToPrivateMessagesAndToItsNameAlone() throws Exception {
        lab.page("PUT", "/api/robot", "{}");
        try (LaneBrowser alice = lab.person("alice")) {
            assertThat(alice.next()).contains("hello");
            say(alice, "@robot", "ping");
            say(alice, "#lobby", "the robots are coming");
            say(alice, "#lobby", "Robot, echo <b>this</b>");
            List<JsonNode> heard = messagesFrom(alice, "robot", 2);
            assertThat(heard.get(0).path("to").asText()).isEqualTo("@alice");
            assertThat(heard.get(0).path("text").asText()).isEqualTo("pong");
            assertThat(heard.get(1).path("to").asText()).isEqualTo("#lobby");
            assertThat(heard.get(1).path("text").asText()).isEqualTo("<b>this</b>");
            awaitAnswers(2);
        }
    }

    /// The robot counts an answer when the chat has taken it, which may be after it was read.
    private void awaitAnswers(int count) throws Exception {
        int answered = 0;
        while (answered < count) {
            answered = lab.json("/api/robot").path("answered").asInt();
        }
        assertThat(answered).isEqualTo(count);
    }

    @Test
    void itPublishesTextsOfTheChosenSizeAtTheChosenRate() throws Exception {
        try (LaneBrowser alice = lab.person("alice")) {
            assertThat(alice.next()).contains("hello");
            alice.send("{\"type\":\"join\",\"to\":\"#java\"}");
            assertThat(alice.next()).contains("joined");
            lab.page("PUT", "/api/robot", "{\"to\":\"#java\",\"rate\":50,\"size\":200}");
            List<JsonNode> heard = messagesFrom(alice, "robot", 20);
            assertThat(heard)
                    .allSatisfy(message -> {
                        assertThat(message.path("to").asText()).isEqualTo("#java");
                        assertThat(message.path("text").asText())
                                .hasSize(200)
                                .matches("robot \\d+ due .*");
                    });
            long took = heard.get(19).path("at").asLong() - heard.get(0).path("at").asLong();
            assertThat(took).as("milliseconds for 19 at 50 a second").isBetween(300L, 3_000L);
            lab.page("PUT", "/api/robot", "{\"to\":\"#java\",\"rate\":0}");
            say(alice, "@robot", "echo done");
            messagesFrom(alice, "robot", 1);
        }
    }

    @Test
    void aTakenNameIsRefusedAndTheCurrentRobotStays() throws Exception {
        assertThat(lab.token("bob")).isNotEmpty();
        lab.page("PUT", "/api/robot", "{\"name\":\"robbie\"}");
        assertThat(lab.page("PUT", "/api/robot", "{\"name\":\"Bob\"}").statusCode()).isEqualTo(409);
        assertThat(lab.json("/api/robot").path("name").asText()).isEqualTo("robbie");
        lab.page("PUT", "/api/robot", "{\"name\":\"rob\"}");
        assertThat(lab.token("robbie")).as("one at a time").isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"rate\":201}; rate must be 0 to 200",
                "{\"rate\":-1}; rate must be 0 to 200",
                "{\"rate\":\"5\"}; the field rate must be a number",
                "{\"size\":47}; size must be 48 to 4096",
                "{\"size\":1.5}; the field size must be a whole number",
                "{\"to\":\"@alice\"}; a group's address begins with #",
                "{\"name\":\"<b>\"}; user name may have letters",
                "{\"speed\":1}; unknown field; the fields are name, rate, size, to",
                "[]; the body must be a JSON object",
                "{; the body must be a JSON object",
            })
    void invalidSettingsAreRefusedWithTheirReason(String body, String reason) throws Exception {
        var answer = lab.page("PUT", "/api/robot", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(reason);
    }

    @Test
    void aForeignPageIsRefusedEvenWithTheKey() throws Exception {
        for (String origin : List.of("http://evil.example", "null", "http://localhost:1")) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(lab.at("/api/robot"))
                            .header("Origin", origin)
                            .header("Authorization", lab.authorization())
                            .PUT(HttpRequest.BodyPublishers.ofString("{}"));
            assertThat(lab.send(request).statusCode()).as(origin).isEqualTo(403);
        }
        assertThat(lab.json("/api/robot").path("on").asBoolean(true)).isFalse();
    }

    @Test
    void aLabCanStartWithARobot() throws Exception {
        SiteOptions with = new SiteOptions(Path.of("results"), Optional.empty(), true);
        try (SiteLab other = new SiteLab(with);
                LaneBrowser alice = other.person("alice")) {
            assertThat(alice.next()).contains("hello");
            say(alice, "#lobby", "robot, help");
            assertThat(messagesFrom(alice, "robot", 1).getFirst().path("text").asText())
                    .contains("my name");
        }
    }

    private static void say(LaneBrowser person, String to, String text) {
        person.send("{\"type\":\"say\",\"to\":\"%s\",\"text\":\"%s\"}".formatted(to, text));
    }

    private static List<JsonNode> messagesFrom(LaneBrowser person, String user, int count)
            throws Exception {
        List<JsonNode> found = new ArrayList<>();
        while (found.size() < count) {
            for (String line : person.next().lines().toList()) {
                JsonNode event = SiteLab.JSON.readTree(line);
                if (event.path("from").asText().equals(user)) {
                    found.add(event);
                }
            }
        }
        return found;
    }
}
